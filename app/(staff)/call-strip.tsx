import { BellRing } from "lucide-react"
import { type RefObject, useEffect, useRef } from "react"
import { Button } from "@/components/ui/button"
import { type Call, inWords } from "./use-calls"

type CallStripProps = { calls: Call[]; answer: (id: string) => void }

/** Below the search, for as long as nobody goes: it covers nothing that somebody else works on. */
export function CallStrip(props: CallStripProps) {
  return props.calls.length > 0 && <Lines {...props} />
}

function Lines({ calls, answer }: CallStripProps) {
  const list = useRef<HTMLUListElement>(null)
  useHeightOfHeader(list)
  return (
    <ul
      ref={list}
      aria-label="Calls for staff"
      data-calls
      className="order-last -mx-3 max-h-42 w-[calc(100%+1.5rem)] shrink-0 overflow-y-auto bg-status-pending text-status-pending-foreground sm:-mx-6 sm:w-[calc(100%+3rem)]"
    >
      {calls.map(({ id, station, since }) => (
        <li key={id} className="flex min-h-14 items-center gap-3 border-t px-3 py-1.5 sm:px-6">
          <BellRing aria-hidden className="size-5 shrink-0" />
          <p className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
            <b className="font-medium">{inWords(station)}</b>
            <span className="max-sm:sr-only"> since {since}</span>
          </p>
          <Button variant="outline" size="sm" onClick={() => answer(id)}>
            I'm coming<span className="sr-only"> to {station}</span>
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** Several calls, or a long name, make the header higher: messages and what sticks to it must stay below. */
function useHeightOfHeader(inside: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const header = inside.current?.closest("header")
    if (!header) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => style.setProperty("--sticky-top", `${header.offsetHeight}px`))
    observer.observe(header)
    return () => {
      observer.disconnect()
      style.removeProperty("--sticky-top")
    }
  }, [inside])
}
