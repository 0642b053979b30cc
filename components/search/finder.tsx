"use client"
import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { type CheckInActions, useCheckIn } from "@/components/check-ins/use-check-in"
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandLoading,
} from "@/components/ui/command"
import { type CheckOut, ClientChoices } from "./client-choices"
import { beginnings, type Command as Cmd, type Errand, matching, readErrand } from "./commands"
import { FoundLine } from "./found-line"
import type { Early } from "./use-early-typing"
import { type Found, type Suggest, useSuggestions } from "./use-suggestions"

export type FinderProps = {
  /** What stands in the field at first, and how often Enter was pressed already. */
  early: Early
  suggest: Suggest
  actions: CheckInActions & { checkOut: CheckOut }
  commands: Cmd[]
  close: () => void
  go: (href: string) => void
}

/** With nothing typed, this many pages to go to. */
const PAGES_AT_FIRST = 6

const headings: Record<Errand, string> = { "check-in": "Check in", note: "Add a note for" }

/** Clients first, then commands; while an errand is typed, only the clients it may be for. */
export function Finder({ early, suggest, actions, commands, close, go }: FinderProps) {
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(early.typed)
  const [chosen, setChosen] = useState<Found | null>(null)
  const [marked, setMarked] = useState("")
  const { run, pending } = useCheckIn(actions)
  const { errand, query } = readErrand(text)
  const { found, problem, fresh } = useSuggestions(suggest, query)
  const isTyped = text.trim() !== ""
  const shownClients = found ?? []
  // What was found comes first, so commands wait for it: nothing jumps, and Enter never means another line.
  const shownCommands = errand
    ? []
    : isTyped
      ? found || problem
        ? matching(commands, text)
        : []
      : atFirst(commands)

  const choose = (client: Found) => {
    if (errand === "check-in") run(client.id, close)
    else if (errand === "note") go(`/clients/${client.id}?note=1`)
    else setChosen(client)
  }
  const start = (command: Cmd) => {
    if ("errand" in command) {
      setText(beginnings[command.errand])
      return input.current?.focus()
    }
    if ("href" in command) return go(command.href)
    close()
    command.act()
  }
  const onEnter = useEarlyEnter(early.enters, fresh, (times) => {
    const [client, ...others] = shownClients
    const [command] = shownCommands
    if (!client) return command && start(command)
    // Nobody is checked in unseen when more than one may be meant.
    if (!errand && (times === 1 || others.length > 0)) return setChosen(client)
    if (others.length === 0) return errand ? choose(client) : run(client.id, close)
  })

  if (chosen)
    return (
      <ClientChoices client={chosen} actions={actions} close={close} go={go} back={() => setChosen(null)} />
    )
  const values = [...shownClients.map(({ id }) => id), ...shownCommands.map(({ id }) => id)]
  return (
    <Command
      shouldFilter={false}
      label="Find a client or a command"
      value={values.includes(marked) ? marked : (values[0] ?? "")}
      onValueChange={setMarked}
      onKeyDown={onEnter}
    >
      <CommandInput
        ref={input}
        placeholder="Name, phone, e-mail, UCI or a command"
        value={text}
        onValueChange={setText}
        maxLength={200}
      />
      <CommandList>
        {isTyped && !found && (
          <CommandLoading>
            {problem ?? (errand && !query ? "Type the name of the client." : "Searching…")}
          </CommandLoading>
        )}
        {found && values.length === 0 && <CommandEmpty>No client matches.</CommandEmpty>}
        {shownClients.length > 0 && (
          <CommandGroup heading={errand ? headings[errand] : "Clients"}>
            {shownClients.map((client) => (
              <CommandItem
                key={client.id}
                value={client.id}
                disabled={pending}
                onSelect={() => choose(client)}
              >
                <FoundLine client={client} />
              </CommandItem>
            ))}
          </CommandGroup>
        )}
        <CommandLines
          heading="Do"
          commands={shownCommands.filter(({ group }) => group === "do")}
          start={start}
        />
        <CommandLines
          heading="Go to"
          commands={shownCommands.filter(({ group }) => group === "go")}
          start={start}
        />
      </CommandList>
    </Command>
  )
}

type CommandLinesProps = { heading: string; commands: Cmd[]; start: (command: Cmd) => void }

function CommandLines({ heading, commands, start }: CommandLinesProps) {
  if (commands.length === 0) return null
  return (
    <CommandGroup heading={heading}>
      {commands.map((command) => (
        <CommandItem key={command.id} value={command.id} onSelect={() => start(command)}>
          {command.icon}
          <span className="truncate">{command.label}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  )
}

function atFirst(commands: Cmd[]): Cmd[] {
  const pages = commands.filter(({ group }) => group === "go").slice(0, PAGES_AT_FIRST)
  return [...commands.filter(({ id, group }) => group === "do" && !id.startsWith("more-")), ...pages]
}

/** How often Enter came before the answer to what was typed is told when the answer is there; an older one is not meant. */
function useEarlyEnter(already: number, fresh: boolean, act: (times: number) => void) {
  const [times, setTimes] = useState(already)
  useEffect(() => {
    if (times === 0 || !fresh) return
    setTimes(0)
    act(times)
  })
  return (event: KeyboardEvent) => {
    if (event.key !== "Enter") return setTimes(0)
    if (fresh) return
    event.preventDefault()
    setTimes(times + 1)
  }
}
