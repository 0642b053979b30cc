import Link from "next/link"
import { ActionsCell, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { methods } from "@/lib/check-ins/names"
import { type CheckIn, UNDO_WITHIN_MS } from "@/lib/check-ins/records"
import { dateIn } from "@/lib/core/clock"
import { formatTime } from "@/lib/core/format"
import { env } from "@/lib/env"
import { can, type Role } from "@/lib/permissions"
import { Moment } from "../moment"
import { checkOutAction, correctVisitAction, takeBackAction } from "./actions"
import { CorrectDialog, type VisitTimes } from "./correct-dialog"
import { CheckOutButton, UndoButton } from "./visit-buttons"
import { correctionRemark, lateRemark, visitState } from "./visit-state"
import { VoidDialog } from "./void-dialog"

export function VisitTable({ visits, role }: { visits: CheckIn[]; role: Role }) {
  return (
    <Table label="Check-ins" cards>
      <TableColumns names={["Client", "In", "Out", "How and where"]} actions />
      <TableBody>
        {visits.map((visit) => (
          <VisitRow key={visit.id} visit={visit} role={role} />
        ))}
      </TableBody>
    </Table>
  )
}

function VisitRow({ visit, role }: { visit: CheckIn; role: Role }) {
  const zone = env().CENTER_TIME_ZONE
  const name = `${visit.firstName} ${visit.lastName}`
  const state = visitState(visit)
  const late = lateRemark(visit, new Date(), zone) ?? correctionRemark(visit, zone)
  return (
    <TableRow>
      <TableCell className="max-w-64">
        {visit.clientDeleted ? (
          <span className="text-muted-foreground">{name}</span>
        ) : (
          <Link href={`/clients/${visit.clientId}`} className="font-medium hover:underline">
            <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
          </Link>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <Moment at={visit.checkedInAt} withTime />
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {visit.checkedOutAt ? (
          <>
            <span className="md:sr-only">until </span>
            {formatTime(visit.checkedOutAt, zone)}
          </>
        ) : (
          <span className="max-md:hidden">—</span>
        )}
      </TableCell>
      <TableCell>
        {[methods[visit.method], visit.station, visit.userName ?? visit.apiKeyName]
          .filter(Boolean)
          .join(" · ")}
        {state && <span className="block text-muted-foreground">{state}</span>}
        {late && <span className="block text-muted-foreground text-sm">{late}</span>}
      </TableCell>
      <ActionsCell>
        <VisitActions visit={visit} name={name} role={role} />
      </ActionsCell>
    </TableRow>
  )
}

/** The desk may set an end that nobody recorded; what is right now can be ended by *Check out*. */
const mayCorrect = ({ needsReview }: CheckIn, role: Role) =>
  can(role, "check_ins.correct", needsReview ? ["to"] : ["from"])

function timesOf({ id, checkedInAt, checkedOutAt }: CheckIn, name: string): VisitTimes {
  const zone = env().CENTER_TIME_ZONE
  const seen = { in: checkedInAt.toISOString(), out: checkedOutAt?.toISOString() ?? null }
  const to = checkedOutAt && clockTime(checkedOutAt, zone)
  return { id, name, day: dateIn(checkedInAt, zone), from: clockTime(checkedInAt, zone), to, seen }
}

const clockTime = (moment: Date, zone: string) =>
  moment.toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" })

function VisitActions({ visit, name, role }: { visit: CheckIn; name: string; role: Role }) {
  if (visit.removal) return null
  const fresh = Date.now() - visit.checkedInAt.getTime() < UNDO_WITHIN_MS
  return (
    <span className="flex flex-wrap gap-2 md:justify-end">
      {!visit.checkedOutAt && <CheckOutButton id={visit.id} name={name} checkOut={checkOutAction} />}
      {fresh && <UndoButton id={visit.id} name={name} takeBack={takeBackAction} />}
      {mayCorrect(visit, role) && (
        <CorrectDialog
          visit={timesOf(visit, name)}
          endOnly={!can(role, "check_ins.correct", ["from"])}
          correct={correctVisitAction}
        />
      )}
      {!fresh && can(role, "check_ins.void") && (
        <VoidDialog id={visit.id} name={name} voidCheckIn={takeBackAction} />
      )}
    </span>
  )
}
