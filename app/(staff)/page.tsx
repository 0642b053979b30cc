import { CircleCheck, ClockAlert, TriangleAlert, Users } from "lucide-react"
import Link from "next/link"
import { buttonVariants } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { countClients } from "@/lib/clients/list"
import { addDays, dateIn } from "@/lib/core/clock"
import { count } from "@/lib/core/format"
import { expiryInWords } from "@/lib/coverage/words"
import { env } from "@/lib/env"
import { expiringSoon } from "@/lib/reports/expiring-soon"
import { liveDesk } from "@/lib/reports/live-desk"
import { listNotSeen, totalNotSeen } from "@/lib/reports/not-seen"
import { recentNotes } from "@/lib/reports/recent-notes"
import { visitsPerDay } from "@/lib/reports/visits-per-day"
import { read } from "@/lib/web/read"
import { lastSeen } from "./clients/last-seen"
import { BackupNotice } from "./dashboard/backup-notice"
import { Figure } from "./dashboard/figure"
import { HereCard } from "./dashboard/here-card"
import { CheckedInToday, LiveProvider } from "./dashboard/live"
import { NoteLine } from "./dashboard/note-line"
import { ClientLine, SideCard } from "./dashboard/side-card"
import { SystemNotice } from "./dashboard/system-notice"
import { VisitsCard } from "./dashboard/visits-card"
import { WebhookNotice } from "./dashboard/webhook-notice"
import { PageHeader } from "./page-header"

export const metadata = { title: "Dashboard" }

const SHOWN = 8

export default async function DashboardPage() {
  const today = dateIn(new Date(), env().CENTER_TIME_ZONE)
  const [clientsByStatus, notSeen, live, days, expiring, unseen, notes] = await Promise.all([
    read(countClients, {}),
    read(totalNotSeen, {}),
    read(liveDesk, {}),
    read(visitsPerDay, { from: addDays(today, -29), to: today }),
    read(expiringSoon, {}),
    read(listNotSeen, { limit: SHOWN }),
    read(recentNotes, { limit: SHOWN }),
  ])
  return (
    <LiveProvider initial={live}>
      <PageHeader title="Dashboard" />
      <SystemNotice />
      <BackupNotice />
      <WebhookNotice />
      <ul className="mb-4 grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Figure
          href="/clients?status=active"
          icon={CircleCheck}
          name="Active"
          value={clientsByStatus.active}
        />
        <Figure
          href="/clients?status=expiring"
          icon={ClockAlert}
          name="Expiring"
          value={clientsByStatus.expiring}
        />
        <Figure
          href="/clients?status=expired"
          icon={TriangleAlert}
          name="Expired"
          value={clientsByStatus.expired}
        />
        <CheckedInToday href={`/check-ins?date=${today}&only=counted`} />
      </ul>
      {clientsByStatus.all === 0 ? (
        <NewCentre />
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="grid min-w-0 gap-4">
            <HereCard />
            <VisitsCard days={days} today={today} />
            <SideCard
              title="Staff notes"
              wide
              total={count(notes.total, "note")}
              href="/staff-notes"
              explained="in the last 7 days"
              empty="Nobody wrote a staff note. They are written on a client's page."
            >
              {notes.rows.map((note) => (
                <NoteLine key={note.id} note={note} short />
              ))}
            </SideCard>
          </div>
          <div className="grid min-w-0 gap-4 md:max-lg:grid-cols-2">
            <SideCard
              title="Expiring soon"
              total={count(clientsByStatus.expiring, "client")}
              href="/clients?status=expiring"
              explained="within 30 days"
              empty="Nobody's coverage ends within 30 days."
            >
              {expiring.map(({ id, firstName, lastName, coverage }) => (
                <ClientLine key={id} id={id} name={`${firstName} ${lastName}`}>
                  {expiryInWords(coverage, today)}
                </ClientLine>
              ))}
            </SideCard>
            <SideCard
              title="Not seen for 30 days"
              total={count(notSeen, "client")}
              href="/clients/not-seen"
              explained="covered, but no visit"
              empty="Everybody who is covered was here."
            >
              {unseen.rows.map(({ id, firstName, lastName, lastVisitAt }) => (
                <ClientLine key={id} id={id} name={`${firstName} ${lastName}`}>
                  {lastSeen(lastVisitAt)}
                </ClientLine>
              ))}
            </SideCard>
          </div>
        </div>
      )}
    </LiveProvider>
  )
}

function NewCentre() {
  return (
    <Card>
      <EmptyState
        icon={Users}
        title="No clients yet"
        actions={
          <Link href="/clients" className={buttonVariants()}>
            Go to clients
          </Link>
        }
      >
        Once there are clients, you see here who is in the center, how many come, and whose coverage ends
        soon.
      </EmptyState>
    </Card>
  )
}
