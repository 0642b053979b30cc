import { count } from "../core/format"
import { changesInWords, type Sentences } from "../core/told"

const fieldNames: Record<string, string> = { name: "Name", station: "Station" }

/** Why the server left an entry to a person. */
export const entryReasons = {
  nobody: "No client has this",
  several: "Several clients have this",
  unreadable: "It cannot be read",
  too_old: "It came too late",
} as const

export const kioskSentences: Sentences<"kiosk_device" | "kiosk_call" | "kiosk_entry"> = {
  "kiosk_device.code_made": ({ name }) => ({ did: `made a code to pair the tablet ${name}` }),
  "kiosk_device.paired": ({ name, station }) => ({ did: `paired the tablet ${name} at ${station}` }),
  "kiosk_device.updated": ({ name, fields }) => ({
    did: `changed the tablet ${name}`,
    changes: changesInWords(fields, fieldNames),
  }),
  "kiosk_device.unlocked": ({ name, userName }) => ({
    did: `opened the settings of the tablet ${name} for ${userName}`,
  }),
  "kiosk_device.revoked": ({ name }) => ({ did: `cut the tablet ${name} off` }),
  "kiosk_call.made": ({ station }) => ({ did: `called for staff at ${station}` }),
  "kiosk_call.acknowledged": ({ station }) => ({ did: `answered a call at ${station}` }),
  "kiosk_entry.kept": () => ({ did: "kept an entry that waits for staff" }),
  "kiosk_entry.settled": ({ clients }) => ({
    did: `settled an entry of the kiosk with ${count(clients, "check-in")}`,
  }),
  "kiosk_entry.dismissed": ({ reason }) => ({ did: `dismissed an entry of the kiosk: ${reason}` }),
  "kiosk_entry.reopened": () => ({ did: "took back that an entry of the kiosk was settled" }),
}
