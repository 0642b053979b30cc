import { Time } from "@/components/ui/time"
import { formatExactly, formatMomentAndTime } from "@/lib/core/format-moment"
import type { Change } from "@/lib/core/told"
import { actorInWords, inOneLine, toldOf } from "@/lib/history/words"
import type { Entry } from "./history-list"

const FEW = 4

/** One thing that happened: who, what, when; the values that changed below it where the sentence has no room. */
export function HistoryEntry({ entry, now, timeZone }: { entry: Entry; now: Date; timeZone: string }) {
  const told = toldOf(entry)
  const line = inOneLine(told)
  const changes = line === null ? (told.changes ?? []) : []
  const { occurredAt } = entry
  return (
    <li className="[overflow-wrap:anywhere]">
      <p>
        <bdi className="font-medium">{actorInWords(entry)}</bdi> {line ?? told.did}{" "}
        <span className="text-muted-foreground">·</span>{" "}
        <Time
          className="whitespace-nowrap text-muted-foreground"
          dateTime={occurredAt.toISOString()}
          exact={formatExactly(occurredAt, timeZone)}
        >
          {formatMomentAndTime(occurredAt, now, timeZone)}
        </Time>
      </p>
      {changes.length > FEW ? (
        <details>
          <summary className="target inline-flex items-center text-muted-foreground underline underline-offset-3">
            Show {changes.length} values
          </summary>
          <Changes changes={changes} isNew={entry.type === "client.created"} />
        </details>
      ) : (
        <Changes changes={changes} isNew={entry.type === "client.created"} />
      )}
    </li>
  )
}

/** Of something new, only what it has; of anything else also what it had. */
function Changes({ changes, isNew }: { changes: Change[]; isNew: boolean }) {
  if (changes.length === 0) return null
  return (
    <ul className="mt-1 grid gap-1 border-l-2 pl-3 text-muted-foreground">
      {changes.map(({ what, from, to }) => (
        <li key={what}>
          {what}:{" "}
          {!isNew && (
            <>
              <Value text={from} /> <span aria-hidden>→</span>
              <span className="sr-only">became</span>{" "}
            </>
          )}
          <Value text={to} />
        </li>
      ))}
    </ul>
  )
}

const SHORT = 120

/** A long text is shortened; a click shows all of it. */
function Value({ text }: { text: string }) {
  if (text.length <= SHORT) return <bdi className="whitespace-pre-wrap text-foreground">{text}</bdi>
  return (
    <details className="group inline text-foreground">
      <summary className="inline">
        <bdi className="group-open:hidden">{text.slice(0, SHORT).trimEnd()}… </bdi>
        <span className="link">
          <span className="group-open:hidden">Show all</span>
          <span className="hidden group-open:inline">Show less</span>
        </span>
      </summary>
      <bdi className="block whitespace-pre-wrap">{text}</bdi>
    </details>
  )
}
