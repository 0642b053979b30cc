import Link from "next/link"
import { forbidden } from "next/navigation"
import { buttonVariants } from "@/components/ui/button"
import { expectedOn } from "@/lib/check-ins/day-sheet"
import { dateIn, isCalendarDate } from "@/lib/core/clock"
import { env } from "@/lib/env"
import { can } from "@/lib/permissions"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { suggestClientsAction } from "../../actions"
import { PageHeader } from "../../page-header"
import { enterVisitsAction } from "../actions"
import { EnterForm } from "./enter-form"

export const metadata = { title: "Type in a day" }

type Search = { date?: string; client?: string; name?: string }

export default async function EnterPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { role } = await requireUser("/check-ins/enter")
  if (!can(role, "check_ins.enter")) forbidden()
  const { date } = textParams(await searchParams)
  const day = date && isCalendarDate(date) ? date : dateIn(new Date(), env().CENTER_TIME_ZONE)
  const expected = await read(expectedOn, { day })
  return (
    <>
      <PageHeader
        title="Type in a day"
        actions={
          <Link href={`/check-ins/day-sheet?date=${day}`} className={buttonVariants({ variant: "ghost" })}>
            Print a day sheet
          </Link>
        }
      />
      <p className="mb-4 max-w-prose text-muted-foreground text-sm">
        Visits that nobody recorded, such as those of a day on paper. Each is marked as entered later, with
        your name. What cannot be saved stays here with the reason.
      </p>
      <EnterForm
        day={day}
        expected={expected.map(({ id, firstName, lastName }) => ({ id, name: `${firstName} ${lastName}` }))}
        suggest={suggestClientsAction}
        enter={enterVisitsAction}
      />
    </>
  )
}
