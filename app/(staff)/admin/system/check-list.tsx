import { ChevronRight } from "lucide-react"
import { Card, CardHeader } from "@/components/ui/card"
import { groups, states, tally } from "@/lib/doctor/words"
import { examined } from "@/lib/web/doctor"
import { CheckPill } from "./check-pill"

type Found = Awaited<ReturnType<typeof examined>>
const calls = ({ state }: Found[number]) => state === "fail" || state === "warn"

/** What was found when everything was looked at a moment ago: what calls for something first, the rest on demand. */
export async function CheckList() {
  const found = await examined()
  const worstFirst = found.toSorted(
    (a, b) =>
      states.indexOf(a.state) - states.indexOf(b.state) || groups.indexOf(a.group) - groups.indexOf(b.group),
  )
  const rest = worstFirst.filter((one) => !calls(one))
  return (
    <Card>
      <CardHeader title={tally(found)} as="h3" description="Looked at just now, from this server." />
      <div className="mt-4">
        <Lines found={worstFirst.filter(calls)} />
      </div>
      <details className="group border-t">
        <summary className="target flex list-none items-center gap-1 px-4 py-3 text-muted-foreground text-sm hover:text-foreground sm:px-6 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 group-open:rotate-90" />
          The other {rest.length}, which call for nothing
        </summary>
        <Lines found={rest} />
      </details>
    </Card>
  )
}

function Lines({ found }: { found: Found }) {
  if (found.length === 0) return null
  return (
    <ul className="divide-y border-t">
      {found.map((one) => (
        <li key={one.id} className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[9rem_1fr] sm:px-6">
          <div>
            <CheckPill state={one.state} />
          </div>
          <div className="min-w-0 [overflow-wrap:anywhere]">
            <p>
              <span className="font-medium">{one.title}</span>{" "}
              <span className="text-muted-foreground text-sm">{one.group}</span>
            </p>
            <p className="text-muted-foreground text-sm">{one.says}</p>
            {calls(one) && <p className="mt-1 text-sm">{one.remedy}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}
