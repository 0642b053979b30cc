"use client"
import { useRouter } from "next/navigation"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import { toast } from "@/components/ui/toast"
import { answerAll } from "./ask"
import { SignInForm } from "./sign-in-form"

/** Signs in again in place, so that a form below it keeps what was typed. */
export function SignInAgain({ email, open }: { email: string; open: boolean }) {
  const router = useRouter()
  const signedIn = (typed: string) => {
    if (typed.trim().toLowerCase() === email) return answerAll("same person")
    // What somebody else may see differs; and what was typed is not sent in their name unasked.
    router.refresh()
    toast.info("Somebody else is signed in now.", {
      description: "Look it over, then press the button again.",
      seconds: 10,
    })
    answerAll("somebody else")
  }
  return (
    <Dialog open={open} onOpenChange={(next) => !next && answerAll("nobody")}>
      <DialogContent
        title="Sign in to go on"
        description="Your session has ended. What you typed is still here."
        className="max-w-sm"
        onOpenAutoFocus={startAtPassword}
      >
        <SignInForm email={email} done={signedIn} />
      </DialogContent>
    </Dialog>
  )
}

function startAtPassword(event: Event) {
  const password = (event.currentTarget as HTMLElement).querySelector<HTMLElement>("[name=password]")
  if (!password) return
  event.preventDefault()
  password.focus()
}
