import { CalendarSearch, Download } from "lucide-react"
import { buttonVariants } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { PrintButton } from "@/components/ui/print-button"
import { Segmented } from "@/components/ui/segmented"
import { formatDate } from "@/lib/core/format"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { PageHeader } from "../page-header"
import { type Choice, choiceOf, csvHrefOf, hrefOf, type Report, reports, type Search } from "./address"
import { AttendanceReport } from "./attendance-report"
import { ClientsReport } from "./clients-report"
import { MembershipsReport } from "./memberships-report"
import { PeriodForm } from "./period-form"

export const metadata = { title: "Reports" }

export default async function ReportsPage({ searchParams }: { searchParams: Promise<Search> }) {
  await requireUser("/reports")
  const choice = choiceOf(textParams(await searchParams))
  const { report, period, today } = choice
  const isShown = report === "clients" || period !== undefined
  return (
    <>
      <PageHeader
        title={<PageTitle report={report} />}
        actions={
          isShown && (
            <>
              <PrintButton />
              <a href={csvHrefOf(choice)} download className={buttonVariants({ variant: "outline" })}>
                <Download aria-hidden />
                Export CSV
              </a>
            </>
          )
        }
      />
      <Segmented
        className="mb-4"
        label="Report"
        items={Object.entries(reports).map(([name, label]) => ({
          label,
          href: hrefOf(choice, { report: name }),
          current: name === report,
        }))}
      />
      {report !== "clients" && <PeriodForm choice={choice} />}
      <p className="mb-4 hidden print:block">
        {period && report !== "clients" && `${formatDate(period.from)} to ${formatDate(period.to)}. `}
        Printed on {formatDate(today)}.
      </p>
      <Chosen choice={choice} />
    </>
  )
}

/** Printed, it is the report's own page. */
function PageTitle({ report }: { report: Report }) {
  return (
    <>
      Reports<span className="hidden print:inline">: {reports[report]}</span>
    </>
  )
}

function Chosen({ choice }: { choice: Choice }) {
  const { report, period } = choice
  if (report === "clients") return <ClientsReport choice={choice} />
  if (!period)
    return (
      <EmptyState icon={CalendarSearch} title="Choose a period">
        Check the two days above. A report covers at most 5 years.
      </EmptyState>
    )
  return report === "attendance" ? (
    <AttendanceReport period={period} />
  ) : (
    <MembershipsReport period={period} />
  )
}
