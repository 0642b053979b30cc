import { Sofa } from "lucide-react"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { PrintButton } from "@/components/ui/print-button"
import { whoIsHere } from "@/lib/check-ins/list"
import { formatExactly } from "@/lib/core/format-moment"
import { env } from "@/lib/env"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { PageHeader } from "../../page-header"
import { VisitTable } from "../visit-table"
import { PrintIfAsked } from "./print-if-asked"

export const metadata = { title: "Who is here" }

export default async function HerePage() {
  const { role } = await requireUser("/check-ins/here")
  const here = await read(whoIsHere, {})
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
        <Card>
          <VisitTable visits={here} role={role} />
        </Card>
      )}
    </>
  )
}
