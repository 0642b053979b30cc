import { z } from "zod"
import { AppError } from "../core/errors"
import type { Ggleap, GgleapUser } from "../core/ggleap"
import { asker } from "./ask"

/**
 * Where ggLeap is asked what. Only `auth` was ever seen to work; the others are as its documentation was read and must be
 * proven against the real service first (docs/decisions/0016-ggleap-behind-one-interface.md).
 */
export const paths = {
  auth: "/authorization/public-api/auth",
  groups: "/user-groups/get-all",
  users: "/users/summaries",
  user: "/users/user-details",
  move: "/users/update",
}

const text = z.string().min(1).max(1000)
const maybe = z
  .string()
  .max(1000)
  .nullish()
  .transform((given) => given?.trim() || null)

const User = z
  .object({ Uuid: text, Username: text, FirstName: maybe, LastName: maybe, Email: maybe, GroupUuid: maybe })
  .transform(({ Uuid, Username, FirstName, LastName, Email, GroupUuid }): GgleapUser => {
    const person = [FirstName, LastName].filter(Boolean).join(" ")
    return {
      id: Uuid,
      name: person ? `${Username} (${person})` : Username,
      email: Email?.toLowerCase() ?? null,
      groupId: GroupUuid,
    }
  })

const Groups = z.object({ Groups: z.array(z.object({ Uuid: text, Name: text })) })
const Users = z.object({ Users: z.array(User), PaginationToken: maybe })
const OneUser = z.object({ User })

/** More pages than any center has; a service that never comes to an end is not followed forever. */
const MOST_PAGES = 500

/** ggLeap as it is reached under `baseUrl` with the key; what it lets us in with is kept and fetched again when it ran out. */
export function ggleapApi(settings: { apiKey: string; baseUrl: string; patienceMs?: number }): Ggleap {
  const ask = asker({ ...settings, authPath: paths.auth })
  return {
    async groups() {
      const { Groups: found } = understood(Groups, await ask("GET", paths.groups))
      return found.map(({ Uuid, Name }) => ({ id: Uuid, name: Name }))
    },
    async users() {
      const found: GgleapUser[] = []
      let token: string | null = null
      for (let page = 0; page < MOST_PAGES; page++) {
        const query: string = token ? `?${new URLSearchParams({ PaginationToken: token })}` : ""
        const answer: z.output<typeof Users> = understood(Users, await ask("GET", paths.users + query))
        found.push(...answer.Users)
        token = answer.PaginationToken
        if (!token) return found
      }
      throw notUnderstood()
    },
    async user(id) {
      const answer = await ask("GET", `${paths.user}?${new URLSearchParams({ Uuid: id })}`)
      if (answer === undefined) return null
      const { User: user } = understood(OneUser, answer)
      if (user.id !== id) throw notUnderstood()
      return user
    },
    async move(userId, groupId) {
      const answer = await ask("POST", paths.move, { User: { Uuid: userId, GroupUuid: groupId } })
      return answer !== undefined
    },
  }
}

function understood<S extends z.ZodType>(schema: S, answer: unknown): z.output<S> {
  const parsed = schema.safeParse(answer)
  // What came may name people, so it goes nowhere, not even into the error.
  if (!parsed.success) throw notUnderstood()
  return parsed.data
}

const notUnderstood = () =>
  new AppError("conflict", "ggLeap answered in a way that this version of the CRM does not understand.")
