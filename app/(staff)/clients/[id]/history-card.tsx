import Link from "next/link"
import { type Entry, HistoryList } from "@/components/history/history-list"
import { buttonVariants } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import type { Page } from "@/lib/core/page"
import { env } from "@/lib/env"
import { clientHistoryAction } from "./actions"

/** Who did what to this client and when, in words. */
export function HistoryCard({ clientId, first }: { clientId: string; first: Page<Entry> }) {
  return (
    <Card>
      <CardHeader
        title="History"
        actions={
          <Link
            href={`/clients/${clientId}/access`}
            className={buttonVariants({ variant: "ghost", size: "sm" })}
          >
            Who saw and changed this client
          </Link>
        }
      />
      <CardContent>
        <HistoryList
          first={first}
          input={{ clientId }}
          more={clientHistoryAction}
          now={new Date()}
          timeZone={env().CENTER_TIME_ZONE}
        />
      </CardContent>
    </Card>
  )
}
