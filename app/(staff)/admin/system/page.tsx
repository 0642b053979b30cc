import { CalendarClock } from "lucide-react"
import { EmptyState } from "@/components/ui/empty-state"
import { count } from "@/lib/core/format"
import { clockwork, listRuns } from "@/lib/schedule/list"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { hrefOf } from "../../href"
import { ListPages } from "../../list-pages"
import { PageHeader } from "../../page-header"
import { Backups } from "./backups"
import { Checks } from "./checks"
import { JobTable } from "./job-table"
import { RunTable } from "./run-table"
import { WorkerState } from "./worker-state"

export const metadata = { title: "System" }

export default async function SystemPage({ searchParams }: { searchParams: Promise<{ cursor?: string }> }) {
  const { cursor } = textParams(await searchParams)
  const [{ workers, jobs }, { rows, nextCursor }] = await Promise.all([
    read(clockwork, {}),
    read(listRuns, { cursor }),
  ])
  return (
    <>
      <PageHeader title="System" />
      <WorkerState {...workers} />
      <Checks />
      <section className="mt-6">
        <h2 className="mb-3 font-semibold text-lg">Backups</h2>
        <Backups />
      </section>
      <section className="mt-8">
        <h2 className="mb-3 font-semibold text-lg">Scheduled jobs</h2>
        <JobTable jobs={jobs} />
      </section>
      <section className="mt-8">
        <h2 className="mb-3 font-semibold text-lg">What was done</h2>
        {rows.length === 0 ? (
          <EmptyState icon={CalendarClock} title="Nothing was due yet">
            Each time a job is due, what came of it appears here.
          </EmptyState>
        ) : (
          <RunTable runs={rows} />
        )}
        <ListPages
          href={(next) => hrefOf("/admin/system", { cursor: next })}
          cursor={cursor}
          nextCursor={nextCursor}
          summary={count(rows.length, "run")}
        />
      </section>
    </>
  )
}
