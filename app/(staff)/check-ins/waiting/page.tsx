import { CircleCheck } from "lucide-react"
import { EmptyState } from "@/components/ui/empty-state"
import { env } from "@/lib/env"
import { listWaitingEntries } from "@/lib/kiosk/entries"
import { read } from "@/lib/web/read"
import { suggestClientsAction } from "../../actions"
import { alertsNow } from "../../alerts-now"
import { PageHeader } from "../../page-header"
import { dismissEntryAction, reopenEntryAction, settleEntryAction } from "./actions"
import { EntryList } from "./entry-list"
import { entryInWords } from "./entry-words"

export const metadata = { title: "Kiosk entries to settle" }

const AT_ONCE = 50

const actions = {
  settle: settleEntryAction,
  dismiss: dismissEntryAction,
  reopen: reopenEntryAction,
  suggest: suggestClientsAction,
}

export default async function WaitingPage() {
  const [entries, { waiting }] = await Promise.all([
    read(listWaitingEntries, { limit: AT_ONCE }),
    alertsNow(),
  ])
  const now = new Date()
  const shown = entries.map((entry) => entryInWords(entry, now, env().CENTER_TIME_ZONE))
  return (
    <>
      <PageHeader title="Kiosk entries to settle" aside={waiting.toLocaleString("en-US")} />
      {shown.length > 0 && (
        <p className="mb-4 max-w-prose text-muted-foreground">
          A tablet took these while it had no network, and we cannot tell whose they are. Choose who came; the
          visit counts from the time it happened.
          {waiting > shown.length && ` The ${AT_ONCE} oldest are shown; the others follow.`}
        </p>
      )}
      <EntryList entries={shown} actions={actions} />
      {shown.length === 0 && (
        <EmptyState icon={CircleCheck} title="Nothing waits">
          When a tablet takes check-ins without the network and we cannot tell whose they are, they wait here
          for you.
        </EmptyState>
      )}
    </>
  )
}
