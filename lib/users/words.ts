import { count, listed } from "../core/format"
import { changesInWords, type Sentences } from "../core/told"
import type { SignInFailure } from "../events"

const fieldNames: Record<string, string> = { name: "Name", email: "E-mail", role: "Role" }

const failures: Record<SignInFailure, string> = {
  unknown: "there is no such account",
  deactivated: "the account is deactivated",
  locked: "the account was locked",
  password: "wrong password",
  code: "wrong second factor",
}

export const userSentences: Sentences<"user"> = {
  "user.invited": ({ role }) => ({ did: `added a user as ${role}` }),
  "user.updated": ({ fields }) => {
    const changes = changesInWords(fields, fieldNames)
    return { did: `changed ${listed(changes.map(({ what }) => what)) || "a user"}`, changes }
  },
  "user.sessions_ended": () => ({ did: "ended all sessions of a user" }),
  "user.second_factor_added": () => ({ did: "set up a second factor" }),
  "user.second_factor_removed": () => ({ did: "removed a second factor" }),
  "user.recovery_codes_made": () => ({ did: "made new recovery codes" }),
  "user.recovery_code_used": ({ left }) => ({
    did: `signed in with a recovery code, ${count(left, "code")} left`,
  }),
  "user.link_made": ({ purpose }) => ({
    did: purpose === "reset" ? "made a link to reset a password" : "made a link to set a password",
  }),
  "user.role_changed": ({ from, to }) => ({
    did: "changed the role of a user",
    changes: [{ what: "Role", from, to }],
  }),
  "user.deactivated": () => ({ did: "deactivated a user" }),
  "user.reactivated": () => ({ did: "reactivated a user" }),
  "user.password_set": () => ({ did: "set a password" }),
  "user.pin_set": () => ({ did: "set a PIN for the kiosk" }),
  "user.pin_removed": () => ({ did: "removed the PIN for the kiosk" }),
  "user.signed_in": () => ({ did: "signed in" }),
  "user.signed_out": () => ({ did: "signed out" }),
  "user.sign_in_failed": ({ because }) => ({ did: `could not sign in: ${failures[because]}` }),
  "user.locked": () => ({ did: "had the account locked after wrong passwords" }),
}
