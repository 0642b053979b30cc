"use client"
import { RefreshCw } from "lucide-react"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { Alert } from "@/components/ui/alert"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { toast } from "@/components/ui/toast"
import { count } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"
import type { Drift } from "@/lib/ggleap/drift"
import type { Synced } from "@/lib/ggleap/sync"
import { DriftReport } from "./drift-report"

type CompareCardProps = {
  compare: (input: Record<never, never>) => Promise<Outcome<Drift>>
  sync: (input: { atMost: number }) => Promise<Outcome<Synced>>
}

/** So many clients are put into their groups by one call, so that none takes long; then comes the next. */
const AT_ONCE = 20

/** So many calls at most: each reads the list of all users. Whoever is left after that is placed at night. */
const MOST_CALLS = 10

/** What a sync would do, asked for by hand; only who has seen it can start one. */
export function CompareCard({ compare, sync }: CompareCardProps) {
  const [report, setReport] = useState<Drift | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [progress, setProgress] = useState<string | null>(null)
  const comparing = useAction()
  const syncing = useAction()
  const refused = ({ message }: { message: string }) => setProblem(message)
  const look = () => {
    setProblem(null)
    comparing.run(() => compare({}), setReport, refused)
  }
  const start = () => {
    setProblem(null)
    syncing.run(
      () => syncAll(sync, ({ moved, left }) => setProgress(`${moved} moved, ${left} left…`)),
      (done) => {
        setReport(null)
        tell(done)
      },
      refused,
    )
  }
  const busy = syncing.pending
  return (
    <Card>
      <CardHeader
        title="Compare"
        description="What a sync would do now. Looking changes nothing."
        actions={
          <Button
            variant={report ? "outline" : "primary"}
            size="sm"
            loading={comparing.pending}
            onClick={look}
          >
            {report ? "Compare again" : "Compare with ggLeap"}
          </Button>
        }
      />
      <CardContent className="grid gap-4" aria-live="polite">
        {problem && <Alert tone="error" role="alert" title={problem} />}
        {report ? (
          <DriftReport report={report} />
        ) : (
          <p className="text-muted-foreground text-sm">
            Shows whom a sync would move. After that you can start one.
          </p>
        )}
        {report && report.linked > 0 && (
          <div className="flex flex-wrap items-center gap-3">
            <Button loading={busy} onClick={start}>
              <RefreshCw aria-hidden />
              Sync now
            </Button>
            {busy && progress && <p className="tabular text-muted-foreground text-sm">{progress}</p>}
          </div>
        )}
      </CardContent>
    </Card>
  )
}

async function syncAll(sync: CompareCardProps["sync"], tick: (sofar: Synced) => void) {
  let moved = 0
  for (let call = 1; ; call++) {
    const outcome = await sync({ atMost: AT_ONCE })
    if (!outcome.ok) return outcome
    moved += outcome.data.moved
    const sofar = { ...outcome.data, moved }
    // Those with a problem are looked at every time: as many of them as fit into one call let nobody else in.
    const stuck = outcome.data.failed >= AT_ONCE
    if (outcome.data.left === 0 || stuck || call === MOST_CALLS) return { ok: true as const, data: sofar }
    tick(sofar)
  }
}

function tell({ moved, failed, left }: Synced) {
  const done = moved > 0 ? `${count(moved, "client")} moved.` : "Nobody had to be moved."
  const rest = [
    failed > 0 && `${count(failed, "client")} could not be placed: see the list.`,
    left > 0 && `${count(left, "client")} left for the night.`,
  ]
  const text = [done, ...rest].filter(Boolean).join(" ")
  if (failed + left > 0) toast.warning(text)
  else toast.success(text)
}
