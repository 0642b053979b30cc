"use client"
import { Search } from "lucide-react"
import { useState } from "react"
import { StatusPill } from "@/components/coverage/status-pill"
import { Button } from "@/components/ui/button"
import {
  Command,
  CommandDialog,
  CommandInput,
  CommandItem,
  CommandList,
  CommandLoading,
} from "@/components/ui/command"
import { type Found, fullName, type Suggest, useSuggestions } from "./use-suggestions"

type Pick = (client: { id: string; name: string }) => void
type PickClientProps = { label: string; suggest: Suggest; pick: Pick }

/** Finds a client by name, phone, e-mail or UCI number. */
export function PickClient({ label, suggest, pick }: PickClientProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="outline" size="sm" onClick={() => setOpen(true)}>
        <Search aria-hidden />
        {label}
      </Button>
      <CommandDialog open={open} onOpenChange={setOpen} title="Find the client">
        <Choices
          suggest={suggest}
          pick={(client) => {
            setOpen(false)
            pick(client)
          }}
        />
      </CommandDialog>
    </>
  )
}

function Choices({ suggest, pick }: { suggest: Suggest; pick: Pick }) {
  const [text, setText] = useState("")
  const { found, problem, fresh } = useSuggestions(suggest, text.trim())
  return (
    <Command shouldFilter={false} label="Find the client">
      <CommandInput
        placeholder="Name, phone, e-mail or UCI"
        value={text}
        onValueChange={setText}
        maxLength={200}
      />
      {!found?.length && <CommandLoading>{problem ?? hint(text, found)}</CommandLoading>}
      <CommandList className={found?.length ? undefined : "hidden"}>
        {found?.map((client) => (
          <CommandItem
            key={client.id}
            value={client.id}
            disabled={!fresh}
            onSelect={() => pick({ id: client.id, name: fullName(client) })}
          >
            <bdi className="min-w-0 flex-1 truncate">{fullName(client)}</bdi>
            <StatusPill status={client.coverage.status} />
          </CommandItem>
        ))}
      </CommandList>
    </Command>
  )
}

function hint(text: string, found: Found[] | null): string {
  if (found) return "No client matches."
  return text.trim() ? "Searching…" : "Type who came."
}
