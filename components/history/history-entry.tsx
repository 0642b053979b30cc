import { Time } from "@/components/ui/time"
import type { Change } from "@/lib/core/told"
import type { Entry } from "@/lib/history/entries"

const FEW = 4

/** One thing that happened: who, what, when; the values that changed below it where the sentence has no room. */
export function HistoryEntry({ entry: { who, did, changes, isNew, at } }: { entry: Entry }) {
  return (
    <li className="[overflow-wrap:anywhere]">
      <p>
        <bdi className="font-medium">{who}</bdi> {did} <span className="text-muted-foreground">·</span>{" "}
        <Time className="whitespace-nowrap text-muted-foreground" dateTime={at.iso} exact={at.exact}>
          {at.said}
        </Time>
      </p>
      {changes.length > FEW ? (
        <details>
          <summary className="target inline-flex items-center text-muted-foreground underline underline-offset-3">
            Show {changes.length} values
          </summary>
          <Changes changes={changes} isNew={isNew} />
        </details>
      ) : (
        <Changes changes={changes} isNew={isNew} />
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
