import { CalendarClock } from "lucide-react"
import { CheckInButton } from "@/components/check-ins/check-in-button"
import { StatusPill } from "@/components/coverage/status-pill"
import { Pill } from "@/components/ui/pill"
import { Time } from "@/components/ui/time"
import { type CheckIn, UNDO_WITHIN_MS } from "@/lib/check-ins/records"
import type { Client } from "@/lib/clients/records"
import { dateIn, daysBetween } from "@/lib/core/clock"
import { count, formatDate, formatDaysAgo, formatTime } from "@/lib/core/format"
import { formatExactly } from "@/lib/core/format-moment"
import type { Coverage } from "@/lib/coverage/status"
import { env } from "@/lib/env"
import { checkInAction, checkOutAction, takeBackAction } from "../../check-ins/actions"
import { CheckOutButton, UndoButton } from "../../check-ins/visit-buttons"

type ClientHeaderProps = { client: Client; name: string; last: (CheckIn & { here: boolean }) | null }

/** The answer first: who this is, whether they may play today and until when, and the button. */
export function ClientHeader({ client, name, last }: ClientHeaderProps) {
  const zone = env().CENTER_TIME_ZONE
  const now = new Date()
  const today = dateIn(now, zone)
  return (
    <header className="flex flex-wrap items-center gap-x-6 gap-y-4">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="font-semibold text-2xl leading-8 [overflow-wrap:anywhere]">
          <bdi>{name}</bdi>
        </h1>
        <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusPill status={client.coverage.status} size="lg" />
          <span>{coverageLine(client.coverage, today)}</span>
        </p>
      </div>
      <div data-print="hide" className="flex flex-wrap items-center gap-3">
        {last ? (
          <LastVisit at={last.checkedInAt} today={today} />
        ) : (
          <span className="text-muted-foreground">No visit yet</span>
        )}
        {last?.here ? (
          <>
            <span className="tabular font-medium">Checked in {formatTime(last.checkedInAt, zone)}</span>
            {now.getTime() - last.checkedInAt.getTime() < UNDO_WITHIN_MS && (
              <UndoButton id={last.id} name={name} takeBack={takeBackAction} />
            )}
            <CheckOutButton id={last.id} name={name} checkOut={checkOutAction} size="lg" />
          </>
        ) : (
          <CheckInButton
            client={{ id: client.id, name }}
            size="lg"
            checkIn={checkInAction}
            takeBack={takeBackAction}
          />
        )}
      </div>
    </header>
  )
}

function coverageLine({ status, plan, startsOn, endsOn }: Coverage, today: string): string {
  if (!startsOn || !endsOn || !plan) return "No membership on file"
  const days = daysBetween(today, endsOn)
  if (status === "expired")
    return `${plan.name} · ended ${formatDate(endsOn)}, ${formatDaysAgo(-days).toLowerCase()}`
  if (status === "pending") return `${plan.name} · ${formatDate(startsOn)} to ${formatDate(endsOn)}`
  return `${plan.name} · until ${formatDate(endsOn)} · ${days === 0 ? "ends today" : `${count(days, "day")} left`}`
}

/** Yellow from 14 days, orange from 30. */
function LastVisit({ at, today }: { at: Date; today: string }) {
  const zone = env().CENTER_TIME_ZONE
  const days = daysBetween(dateIn(at, zone), today)
  const tone = days >= 30 ? "hot" : days >= 14 ? "warm" : "neutral"
  return (
    <Pill icon={CalendarClock} tone={tone}>
      Last visit:{" "}
      <Time dateTime={at.toISOString()} exact={formatExactly(at, zone)}>
        {formatDaysAgo(days)}
      </Time>
    </Pill>
  )
}
