import { forgetToken } from "@/components/sign-in/next-auth"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

export type SignOut = (input: Record<string, never>) => Promise<Outcome<unknown>>

let leaving = false

/** Whether the session is being ended here: what is asked now is answered as if it had been ended elsewhere. */
export const isLeaving = () => leaving

/** Ends the session on the server and in this browser, and shows the sign-in page; says so where that does not get through. */
export async function leave(signOut: SignOut): Promise<void> {
  leaving = true
  try {
    await signOut({})
    await forgetToken()
    location.assign("/login")
  } catch {
    leaving = false
    toast.error("Signing out did not get through. Check your connection and try again.")
  }
}
