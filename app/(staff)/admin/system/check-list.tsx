import { Card, CardHeader } from "@/components/ui/card"
import { groups, states, tally } from "@/lib/doctor/words"
import { examined } from "@/lib/web/doctor"
import { CheckPill } from "./check-pill"

/** What was found when everything was looked at a moment ago: the worst first, then by group. */
export async function CheckList() {
  const found = await examined()
  const worstFirst = found.toSorted(
    (a, b) =>
      states.indexOf(a.state) - states.indexOf(b.state) || groups.indexOf(a.group) - groups.indexOf(b.group),
  )
  return (
    <Card>
      <CardHeader title={tally(found)} as="h3" description="Looked at just now, from this server." />
      <ul className="mt-4 divide-y border-t">
        {worstFirst.map(({ id, group, title, state, says, remedy }) => (
          <li key={id} className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[9rem_1fr] sm:px-6">
            <div>
              <CheckPill state={state} />
            </div>
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <p>
                <span className="font-medium">{title}</span>{" "}
                <span className="text-muted-foreground text-sm">{group}</span>
              </p>
              <p className="text-muted-foreground text-sm">{says}</p>
              {(state === "fail" || state === "warn") && <p className="mt-1 text-sm">{remedy}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
