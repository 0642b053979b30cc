import { forgetToken } from "@/components/sign-in/next-auth"
import type { Outcome } from "@/lib/core/outcome"

export type SignOut = (input: Record<string, never>) => Promise<Outcome<unknown>>

let leaving = false

/** Whether the session is being ended here: what is asked now is answered as if it had been ended elsewhere. */
export const isLeaving = () => leaving

/** Ends the session on the server and in this browser, and shows the sign-in page. */
export async function leave(signOut: SignOut): Promise<void> {
  leaving = true
  try {
    await signOut({})
    await forgetToken()
    location.assign("/login")
  } catch (error) {
    leaving = false
    throw error
  }
}
