"use client"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { LinkDialog } from "./link-dialog"

type Role = "admin" | "staff"
type User = { id: string; name: string; role: Role; active: boolean; self: boolean }
type Act = (input: { id: string }) => Promise<Outcome<unknown>>

type UserButtonsProps = {
  user: User
  appUrl: string
  actions: {
    reset: (input: { id: string }) => Promise<Outcome<{ token: string }>>
    changeRole: (input: { id: string; role: Role }) => Promise<Outcome<unknown>>
    deactivate: Act
    reactivate: Act
  }
}

export function UserButtons({ user, appUrl, actions }: UserButtonsProps) {
  const { id, name, role, active, self } = user
  const [link, setLink] = useState<string | null>(null)
  const { pending, run } = useAction()
  const say = (message: string) => () => void toast.success(message)
  const other = role === "admin" ? "staff" : "admin"
  return (
    <span className="flex flex-wrap gap-2 md:justify-end">
      <Quiet
        label="New link"
        name={name}
        pending={pending}
        act={() =>
          run(
            () => actions.reset({ id }),
            ({ token }) => setLink(`${appUrl}/set-password?token=${token}`),
          )
        }
      />
      {!self && (
        <Quiet
          label={`Make ${other}`}
          name={name}
          pending={pending}
          act={() => run(() => actions.changeRole({ id, role: other }), say(`${name} is ${other} now.`))}
        />
      )}
      {active ? (
        <Quiet
          label="Deactivate"
          name={name}
          pending={pending}
          act={() => run(() => actions.deactivate({ id }), say(`${name} cannot sign in any more.`))}
        />
      ) : (
        <Quiet
          label="Reactivate"
          name={name}
          pending={pending}
          act={() => run(() => actions.reactivate({ id }), say(`${name} can sign in again.`))}
        />
      )}
      <LinkDialog link={link} name={name} close={() => setLink(null)} />
    </span>
  )
}

type QuietProps = { label: string; name: string; pending: boolean; act: () => void }

function Quiet({ label, name, pending, act }: QuietProps) {
  return (
    <Button variant="outline" size="sm" disabled={pending} onClick={act}>
      {label}
      <span className="sr-only">: {name}</span>
    </Button>
  )
}
