import { ArrowRight } from "lucide-react"
import Link from "next/link"
import { count } from "@/lib/core/format"
import type { Drift } from "@/lib/ggleap/drift"

/** Of how many clients what would happen, and to whom. */
export function DriftReport({ report }: { report: Drift }) {
  const { linked, right, wouldMove, missing, moves, gone } = report
  if (linked === 0) return <p className="text-sm">No client is linked yet, so a sync would do nothing.</p>
  return (
    <div className="grid gap-3 text-sm">
      <p className="tabular text-base">
        <strong>{wouldMove === 0 ? "Would move nobody." : `Would move ${wouldMove} of ${linked}.`}</strong>{" "}
        {right > 0 && `${count(right, "client")} ${right === 1 ? "is" : "are"} in the right group.`}
      </p>
      {moves.length > 0 && (
        <ul aria-label="Who would be moved" className="grid gap-1">
          {moves.map(({ clientId, name, ggleapName, from, to }) => (
            <li key={clientId} className="[overflow-wrap:anywhere]">
              <Who clientId={clientId} name={name} ggleapName={ggleapName} />:{" "}
              <span className="text-muted-foreground">{from ?? "unknown group"}</span>{" "}
              <ArrowRight aria-label="to" className="inline size-4" /> {to}
            </li>
          ))}
        </ul>
      )}
      {wouldMove > moves.length && <p>And {count(wouldMove - moves.length, "more client")}.</p>}
      {missing > 0 && (
        <>
          <p>{count(missing, "linked user")} not in ggLeap any more; a sync leaves them alone:</p>
          <ul aria-label="Who is not in ggLeap any more" className="grid gap-1">
            {gone.map((one) => (
              <li key={one.clientId} className="[overflow-wrap:anywhere]">
                <Who {...one} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Who({ clientId, name, ggleapName }: { clientId: string; name: string; ggleapName: string }) {
  return (
    <>
      <Link href={`/clients/${clientId}`} prefetch={false} className="link">
        <bdi>{name}</bdi>
      </Link>{" "}
      (<bdi>{ggleapName}</bdi>)
    </>
  )
}
