"use client"
import { CircleUser, LogIn, LogOut, MessageSquarePlus } from "lucide-react"
import { type CheckInActions, useCheckIn } from "@/components/check-ins/use-check-in"
import { StatusPill } from "@/components/coverage/status-pill"
import { useAction } from "@/components/forms/use-action"
import { Command, CommandItem, CommandList } from "@/components/ui/command"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { type Found, fullName } from "./use-suggestions"

export type CheckOut = (input: { id: string }) => Promise<Outcome<unknown>>

type ClientChoicesProps = {
  client: Found
  actions: CheckInActions & { checkOut: CheckOut }
  close: () => void
  go: (href: string) => void
  back: () => void
}

/** What can be done for the client who was chosen; Enter checks in, Backspace goes back. */
export function ClientChoices({ client, actions, close, go, back }: ClientChoicesProps) {
  const { run, pending } = useCheckIn(actions)
  const { run: act, pending: leaving } = useAction()
  const leave = (id: string) =>
    act(
      () => actions.checkOut({ id }),
      () => {
        toast.success(`${fullName(client)} is checked out.`)
        close()
      },
    )
  return (
    <Command
      label={`What to do for ${fullName(client)}`}
      onKeyDown={(event) => {
        if (event.key === "Backspace") back()
      }}
    >
      <div className="flex h-14 items-center gap-3 border-b px-4">
        <bdi className="min-w-0 flex-1 truncate font-medium">{fullName(client)}</bdi>
        <StatusPill status={client.coverage.status} />
      </div>
      <CommandList ref={(list) => list?.closest<HTMLElement>("[cmdk-root]")?.focus()}>
        {client.here ? (
          <CommandItem
            value="check-out"
            disabled={leaving}
            onSelect={() => leave(client.here?.visitId ?? "")}
          >
            <LogOut aria-hidden />
            {leaving ? "Checking out…" : `Check out, here since ${client.here.since}`}
          </CommandItem>
        ) : (
          <CommandItem value="check-in" disabled={pending} onSelect={() => run(client.id, close)}>
            <LogIn aria-hidden />
            {pending ? "Checking in…" : "Check in"}
          </CommandItem>
        )}
        <CommandItem value="show" onSelect={() => go(`/clients/${client.id}`)}>
          <CircleUser aria-hidden />
          Open
        </CommandItem>
        <CommandItem value="note" onSelect={() => go(`/clients/${client.id}?note=1`)}>
          <MessageSquarePlus aria-hidden />
          Add a note
        </CommandItem>
      </CommandList>
    </Command>
  )
}
