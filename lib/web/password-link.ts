import "server-only"
import { headers } from "next/headers"
import { AppError } from "../core/errors"
import { passwordLink } from "../users/set-password"
import { limited } from "./limited"
import { read } from "./read"
import { staffContext } from "./session"

/** Whose link to set a password this is; null when it is not good (any more), "too many" after too many of those. */
export async function openedLink(token: string) {
  const { actor } = await staffContext()
  const work = () => read(passwordLink, { token })
  return limited("wrongLinks", actor, await headers(), work, (link) => link === null).catch((error) => {
    if (error instanceof AppError && error.kind === "rate_limited") return "too many" as const
    throw error
  })
}
