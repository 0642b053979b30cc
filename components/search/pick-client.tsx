"use client"
import { Search } from "lucide-react"
import { useState } from "react"
import { Button } from "@/components/ui/button"
import {
  Command,
  CommandDialog,
  CommandInput,
  CommandItem,
  CommandList,
  CommandLoading,
} from "@/components/ui/command"
import { FoundLine } from "./found-line"
import { type Found, fullName, type Suggest, useSuggestions } from "./use-suggestions"

type Pick = (client: { id: string; name: string }) => void
type PickClientProps = {
  label: string
  suggest: Suggest
  pick: Pick
  /** What is asked for; on a client's page it is not who came. */
  hint?: string
  /** Who cannot be meant. */
  except?: string
}

/** Finds a client by name, phone, e-mail or UCI number. */
export function PickClient({ label, suggest, pick, ...asked }: PickClientProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="outline" size="sm" onClick={() => setOpen(true)}>
        <Search aria-hidden />
        {label}
      </Button>
      <CommandDialog open={open} onOpenChange={setOpen} title="Find the client">
        <Choices
          {...asked}
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

function Choices({ suggest, pick, hint = "Type who came.", except }: Omit<PickClientProps, "label">) {
  const [text, setText] = useState("")
  const { found: all, problem, fresh } = useSuggestions(suggest, text.trim())
  const found = all?.filter(({ id }) => id !== except) ?? null
  return (
    <Command shouldFilter={false} label="Find the client">
      <CommandInput
        placeholder="Name, phone, e-mail or UCI"
        value={text}
        onValueChange={setText}
        maxLength={200}
      />
      {!found?.length && <CommandLoading>{problem ?? progress(text, found, hint)}</CommandLoading>}
      <CommandList className={found?.length ? undefined : "hidden"}>
        {found?.map((client) => (
          <CommandItem
            key={client.id}
            value={client.id}
            disabled={!fresh}
            onSelect={() => pick({ id: client.id, name: fullName(client) })}
          >
            <FoundLine client={client} />
          </CommandItem>
        ))}
      </CommandList>
    </Command>
  )
}

function progress(text: string, found: Found[] | null, hint: string): string {
  if (found) return "No client matches."
  return text.trim() ? "Searching…" : hint
}
