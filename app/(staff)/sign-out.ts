import { signOut as forgetToken } from "next-auth/react"
import type { Outcome } from "@/lib/core/outcome"

export type SignOut = (input: Record<string, never>) => Promise<Outcome<unknown>>

/** Ends the session on the server and in this browser, and shows the sign-in page. */
export async function leave(signOut: SignOut): Promise<void> {
  await signOut({})
  await forgetToken({ redirect: false })
  location.assign("/login")
}
