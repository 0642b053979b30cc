"use client"
import { LogIn } from "lucide-react"
import { Button, type ButtonVariants } from "@/components/ui/button"
import { type CheckInActions, useCheckIn } from "./use-check-in"

type CheckInButtonProps = CheckInActions & {
  client: { id: string; name: string }
  size?: ButtonVariants["size"]
  variant?: ButtonVariants["variant"]
}

/** Checks one client in. */
export function CheckInButton({ client, size, variant, ...actions }: CheckInButtonProps) {
  const { run, pending } = useCheckIn(actions)
  return (
    <Button size={size} variant={variant} loading={pending} onClick={() => run(client.id)}>
      <LogIn aria-hidden />
      Check in<span className="sr-only"> {client.name}</span>
    </Button>
  )
}
