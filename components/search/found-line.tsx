import { StatusPill } from "@/components/coverage/status-pill"
import { type Found, fullName, markInWords } from "./use-suggestions"

/** A client as the search lists them: who they are, whether they are here, whether they are covered. */
export function FoundLine({ client }: { client: Found }) {
  const mark = markInWords(client)
  return (
    <>
      <span className="min-w-0 flex-1 truncate">
        <bdi>{fullName(client)}</bdi>
        {mark && <span className="text-muted-foreground">, {mark}</span>}
      </span>
      {client.here && (
        <span className="tabular whitespace-nowrap text-muted-foreground text-sm">
          Here since {client.here.since}
        </span>
      )}
      <StatusPill status={client.coverage.status} />
    </>
  )
}
