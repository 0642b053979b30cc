import { Sofa } from "lucide-react"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { PrintButton } from "@/components/ui/print-button"
import { rollCall } from "@/lib/check-ins/day-sheet"
import { whoIsHere } from "@/lib/check-ins/list"
import { formatTime } from "@/lib/core/format"
import { formatExactly } from "@/lib/core/format-moment"
import { formatPhone } from "@/lib/core/format-phone"
import { env } from "@/lib/env"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { PageHeader } from "../../page-header"
import { VisitTable } from "../visit-table"
import { PrintIfAsked } from "./print-if-asked"

export const metadata = { title: "Who is here" }

export default async function HerePage() {
  const { role } = await requireUser("/check-ins/here")
  const [here, paper] = await Promise.all([read(whoIsHere, {}), read(rollCall, {})])
  return (
    <>
      <PrintIfAsked />
      <PageHeader title="Who is here" aside={here.length.toLocaleString("en-US")} actions={<PrintButton />} />
      <p className="mb-4 text-muted-foreground text-sm">
        As of {formatExactly(new Date(), env().CENTER_TIME_ZONE)}
      </p>
      {here.length === 0 ? (
        <EmptyState icon={Sofa} title="Nobody is here">
          Clients who check in today appear here until they check out.
        </EmptyState>
      ) : (
        <>
          <Card data-print="hide">
            <VisitTable visits={here} role={role} />
          </Card>
          <Paper people={paper} />
        </>
      )}
    </>
  )
}

type Person = {
  id: string
  firstName: string
  lastName: string
  station: string | null
  checkedInAt: Date
  phones: string[]
}

/** The roll call for an emergency: one line each, with a box to tick. */
function Paper({ people }: { people: Person[] }) {
  const zone = env().CENTER_TIME_ZONE
  return (
    <table className="hidden w-full border-collapse text-left text-sm print:table">
      <caption className="sr-only">Roll call</caption>
      <thead>
        <tr>
          {["Out", "Name", "Since", "Seat", "Call"].map((heading) => (
            <th key={heading} scope="col" className="border-b px-2 py-1 font-medium">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map(({ id, firstName, lastName, station, checkedInAt, phones }) => (
          <tr key={id} className="break-inside-avoid">
            <td className="border-b px-2 py-1">
              <span aria-hidden className="inline-block size-4 border border-foreground" />
            </td>
            <td className="border-b px-2 py-1">
              <bdi>{`${lastName}, ${firstName}`}</bdi>
            </td>
            <td className="whitespace-nowrap border-b px-2 py-1">{formatTime(checkedInAt, zone)}</td>
            <td className="border-b px-2 py-1">{station}</td>
            <td className="border-b px-2 py-1">{phones.map(formatPhone).join(", ")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
