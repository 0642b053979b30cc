import { CircleCheck } from "lucide-react"
import { EmptyState } from "@/components/ui/empty-state"
import { env } from "@/lib/env"
import { listWaitingEntries } from "@/lib/kiosk/entries"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { suggestClientsAction } from "../../actions"
import { alertsNow } from "../../alerts-now"
import { hrefOf } from "../../href"
import { ListPages } from "../../list-pages"
import { PageHeader } from "../../page-header"
import { dismissEntryAction, reopenEntryAction, settleEntryAction } from "./actions"
import { EntryList } from "./entry-list"
import { entryInWords } from "./entry-words"

export const metadata = { title: "Kiosk entries to settle" }

const actions = {
  settle: settleEntryAction,
  dismiss: dismissEntryAction,
  reopen: reopenEntryAction,
  suggest: suggestClientsAction,
}

export default async function WaitingPage({ searchParams }: { searchParams: Promise<{ cursor?: string }> }) {
  const { cursor } = textParams(await searchParams)
  const [{ rows, nextCursor }, { waiting }] = await Promise.all([
    read(listWaitingEntries, { cursor }),
    alertsNow(),
  ])
  const now = new Date()
  const shown = rows.map((entry) => entryInWords(entry, now, env().CENTER_TIME_ZONE))
  return (
    <>
      <PageHeader title="Kiosk entries to settle" aside={waiting.toLocaleString("en-US")} />
      {shown.length > 0 && (
        <p className="mb-4 max-w-prose text-muted-foreground">
          A tablet took these while it had no network, and we cannot tell whose they are. Choose who came; the
          visit counts from the time it happened. The oldest come first.
        </p>
      )}
      <EntryList entries={shown} actions={actions} />
      {shown.length === 0 && <NothingWaits elsewhere={waiting > 0} />}
      <ListPages
        href={(next) => hrefOf("/check-ins/waiting", { cursor: next })}
        cursor={cursor}
        nextCursor={nextCursor}
        summary={`${shown.length} of ${waiting.toLocaleString("en-US")}`}
      />
    </>
  )
}

function NothingWaits({ elsewhere }: { elsewhere: boolean }) {
  if (elsewhere)
    return (
      <EmptyState icon={CircleCheck} title="Nothing more on this page">
        Older entries still wait. Go to the first page.
      </EmptyState>
    )
  return (
    <EmptyState icon={CircleCheck} title="Nothing waits">
      When a tablet takes check-ins without the network and we cannot tell whose they are, they wait here for
      you.
    </EmptyState>
  )
}
