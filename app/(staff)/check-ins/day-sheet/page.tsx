import Link from "next/link"
import { buttonVariants } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { PrintButton } from "@/components/ui/print-button"
import { expectedOn } from "@/lib/check-ins/day-sheet"
import { dateIn, isCalendarDate } from "@/lib/core/clock"
import { formatDate } from "@/lib/core/format"
import { env } from "@/lib/env"
import { can } from "@/lib/permissions"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { PageHeader } from "../../page-header"

export const metadata = { title: "Day sheet" }

/** So many lines without a name; with the usual visitors of a day the sheet fills one or two pages. */
const BLANK_LINES = 18

export default async function DaySheetPage({ searchParams }: { searchParams: Promise<{ date?: string }> }) {
  const { role } = await requireUser("/check-ins/day-sheet")
  const { date } = textParams(await searchParams)
  const day = date && isCalendarDate(date) ? date : dateIn(new Date(), env().CENTER_TIME_ZONE)
  const expected = await read(expectedOn, { day })
  const names = expected.map(({ id, firstName, lastName }) => ({ id, name: `${lastName}, ${firstName}` }))
  const blank = Array.from({ length: BLANK_LINES }, (_, place) => ({ id: String(place), name: "" }))
  return (
    <>
      <PageHeader
        title={`Day sheet ${formatDate(day)}`}
        actions={
          <>
            {can(role, "check_ins.enter") && (
              <Link href={`/check-ins/enter?date=${day}`} className={buttonVariants({ variant: "ghost" })}>
                Type in a day
              </Link>
            )}
            <PrintButton variant="primary" />
          </>
        }
      />
      <p data-print="hide" className="mb-4 max-w-prose text-muted-foreground text-sm">
        For a day without power or network: who came on this day of the week lately, and lines for others.
        Afterwards an admin types the times in.
      </p>
      <Card data-slot="paper" className="overflow-x-auto print:border-0">
        <table className="w-full border-collapse text-left text-sm">
          <caption className="sr-only">Day sheet</caption>
          <thead>
            <tr>
              {["Name", "In", "Out", "Signature"].map((heading) => (
                <th key={heading} scope="col" className="border px-2 py-1 font-medium">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...names, ...blank].map(({ id, name }) => (
              <tr key={id} className="h-9 break-inside-avoid">
                <td className="w-2/5 border px-2">
                  <bdi>{name}</bdi>
                </td>
                <td className="w-1/6 border px-2" />
                <td className="w-1/6 border px-2" />
                <td className="border px-2" />
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </>
  )
}
