"use client"
import { useEffect, useSyncExternalStore } from "react"
import { useLate } from "@/components/ui/late"
import { answerAll, isAsking, subscribe } from "./ask"

const source = () => import("./sign-in-again").then(({ SignInAgain }) => SignInAgain)

/** Once per page, above everything; it comes when a session has ended. */
export function SignInDialog({ email }: { email: string }) {
  const asking = useSyncExternalStore(subscribe, isAsking, () => false)
  const { Part: SignInAgain, want } = useLate(source)
  useEffect(() => {
    if (asking) want().then((came) => came || answerAll("nobody"))
  }, [asking, want])
  return SignInAgain && <SignInAgain email={email} open={asking} />
}
