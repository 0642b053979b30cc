"use client"
import { CircleUser, LogIn, Search } from "lucide-react"
import { useRouter } from "next/navigation"
import { useEffect, useState, useTransition } from "react"
import { type CheckInActions, useCheckIn } from "@/components/check-ins/use-check-in"
import { StatusPill } from "@/components/coverage/status-pill"
import { attempt } from "@/components/forms/attempt"
import {
  Command,
  CommandDialog,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandLoading,
} from "@/components/ui/command"
import { Kbd } from "@/components/ui/kbd"
import type { Outcome } from "@/lib/core/outcome"
import type { Coverage } from "@/lib/coverage/status"

type Found = { id: string; firstName: string; lastName: string; coverage: Coverage }

type SearchPaletteProps = CheckInActions & {
  suggest: (input: { query: string }) => Promise<Outcome<Found[]>>
}

/** Ctrl+K, three letters, Enter, Enter: checked in. */
export function SearchPalette({ suggest, ...actions }: SearchPaletteProps) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      setOpen((now) => !now)
    }
    window.addEventListener("keydown", onKey)
    return () => window.removeEventListener("keydown", onKey)
  }, [])
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="target flex w-full max-w-md items-center gap-2 rounded-lg border border-input bg-surface px-3 text-left text-muted-foreground text-sm hover:bg-muted"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="truncate">Find a client</span>
        <Kbd className="ml-auto hidden sm:inline-flex">Ctrl K</Kbd>
      </button>
      <CommandDialog open={open} onOpenChange={setOpen} title="Find a client">
        <Finder suggest={suggest} actions={actions} close={() => setOpen(false)} />
      </CommandDialog>
    </>
  )
}

type FinderProps = { suggest: SearchPaletteProps["suggest"]; actions: CheckInActions; close: () => void }

function Finder({ suggest, actions, close }: FinderProps) {
  const [text, setText] = useState("")
  const [chosen, setChosen] = useState<Found | null>(null)
  const [marked, setMarked] = useState("")
  const { found, problem } = useSuggestions(suggest, text)
  const isShown = found?.some(({ id }) => id === marked)
  if (chosen) return <Choices client={chosen} actions={actions} close={close} back={() => setChosen(null)} />
  return (
    <Command
      shouldFilter={false}
      label="Find a client"
      value={isShown ? marked : (found?.[0]?.id ?? "")}
      onValueChange={setMarked}
    >
      <CommandInput
        placeholder="Name, phone, e-mail or UCI number"
        value={text}
        onValueChange={setText}
        maxLength={200}
      />
      <CommandList>
        {text.trim() && !found && <CommandLoading>{problem ?? "Searching…"}</CommandLoading>}
        {found?.length === 0 && <CommandEmpty>No client matches.</CommandEmpty>}
        {found && found.length > 0 && (
          <CommandGroup heading="Clients">
            {found.map((client) => (
              <CommandItem key={client.id} value={client.id} onSelect={() => setChosen(client)}>
                <bdi className="min-w-0 flex-1 truncate">{fullName(client)}</bdi>
                <StatusPill status={client.coverage.status} />
              </CommandItem>
            ))}
          </CommandGroup>
        )}
      </CommandList>
    </Command>
  )
}

type ChoicesProps = { client: Found; actions: CheckInActions; close: () => void; back: () => void }

function Choices({ client, actions, close, back }: ChoicesProps) {
  const router = useRouter()
  const { run, pending } = useCheckIn(actions)
  const show = () => {
    close()
    router.push(`/clients/${client.id}`)
  }
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
        <CommandItem value="check-in" disabled={pending} onSelect={() => run(client.id, close)}>
          <LogIn aria-hidden />
          {pending ? "Checking in…" : "Check in"}
        </CommandItem>
        <CommandItem value="show" onSelect={show}>
          <CircleUser aria-hidden />
          Open
        </CommandItem>
      </CommandList>
    </Command>
  )
}

const PAUSE_MS = 120

/** The clients that match what is typed, asked for once typing pauses; answers that come late are dropped. */
function useSuggestions(suggest: SearchPaletteProps["suggest"], text: string) {
  const [answer, setAnswer] = useState<{ text: string; outcome: Outcome<Found[]> } | null>(null)
  const [, start] = useTransition()
  useEffect(() => {
    const query = text.trim()
    if (!query) return
    let late = false
    const timer = setTimeout(async () => {
      const outcome = await attempt(() => suggest({ query }))
      if (!late) start(() => setAnswer({ text: query, outcome }))
    }, PAUSE_MS)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [text, suggest])
  if (!text.trim() || !answer) return { found: null, problem: null }
  if (!answer.outcome.ok) return { found: null, problem: answer.outcome.error.message }
  return { found: answer.outcome.data, problem: null }
}

const fullName = ({ firstName, lastName }: Found) => `${firstName} ${lastName}`
