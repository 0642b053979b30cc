import Link from "next/link"
import { HistoryList } from "@/components/history/history-list"
import { buttonVariants } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import type { Page } from "@/lib/core/page"
import type { Entry } from "@/lib/history/entries"
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
        <HistoryList first={first} input={{ clientId }} more={clientHistoryAction} />
      </CardContent>
    </Card>
  )
}
