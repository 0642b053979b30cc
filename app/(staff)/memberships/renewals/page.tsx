import { CalendarCheck, Printer } from "lucide-react"
import Link from "next/link"
import type { ReactNode } from "react"
import { buttonVariants } from "@/components/ui/button"
import { Card, CardHeader } from "@/components/ui/card"
import { CopyButton } from "@/components/ui/copy-button"
import { EmptyState } from "@/components/ui/empty-state"
import { dateIn } from "@/lib/core/clock"
import { count } from "@/lib/core/format"
import { env } from "@/lib/env"
import { type RenewalLine, type RenewalSection, type Renewals, renewals } from "@/lib/memberships/renewals"
import type { Show } from "@/lib/memberships/schema"
import { NO_COORDINATOR, renewalText } from "@/lib/memberships/words"
import { can } from "@/lib/permissions"
import { centerName } from "@/lib/web/centre"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { hrefOf } from "../../href"
import { PageHeader } from "../../page-header"
import { coordinatorOf, showOf } from "../address"
import { findFollowedUpAction, followUpAction } from "./actions"
import { FollowUpDialog } from "./follow-up-dialog"
import { addressOf, RENEWALS, RenewalFilters } from "./renewal-filters"
import { RenewalTable } from "./renewal-table"

export const metadata = { title: "Renewal worklist" }

type Search = { coordinator?: string; show?: string }

export default async function RenewalsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { role } = await requireUser(RENEWALS)
  const search = textParams(await searchParams)
  const { coordinator } = search
  const show = showOf(search.show)
  const [{ coordinators, sections, cut }, center] = await Promise.all([
    read(renewals, { coordinator: coordinatorOf(coordinator), show }),
    centerName(),
  ])
  const today = dateIn(new Date(), env().CENTER_TIME_ZONE)
  const mark = can(role, "renewals.follow_up")
    ? (line: RenewalLine) => <Mark line={line} today={today} />
    : undefined
  return (
    <>
      <PageHeader
        title="Renewal worklist"
        actions={
          <>
            <Link href="/memberships" className={buttonVariants({ variant: "outline" })}>
              All memberships
            </Link>
            <Link
              href={hrefOf(`${RENEWALS}/print`, search)}
              className={buttonVariants({ variant: "outline" })}
            >
              <Printer aria-hidden />
              Print
            </Link>
          </>
        }
      />
      <p className="mb-4 max-w-prose text-muted-foreground text-sm">
        Clients whose coverage ends in the next 60 days, or has ended in the last 60, by the service
        coordinator who can renew it.
      </p>
      <RenewalFilters coordinators={coordinators} chosen={coordinator} show={show} />
      {cut && (
        <p className="mb-4 font-medium">Only the first of them are shown here: there are more than 2,000.</p>
      )}
      {sections === null && <Coordinators coordinators={coordinators} show={show} />}
      {sections?.length === 0 && <NothingToDo show={show} />}
      <div className="grid gap-6">
        {sections?.map((section) => (
          <Section
            key={addressOf(section)}
            section={section}
            today={today}
            action={mark}
            centerName={center}
          />
        ))}
      </div>
    </>
  )
}

type SectionProps = {
  section: RenewalSection
  today: string
  centerName: string
  action?: (line: RenewalLine) => ReactNode
}

function Section({ section, today, centerName, action }: SectionProps) {
  const whose = section.name ?? NO_COORDINATOR
  return (
    <Card>
      <CardHeader
        title={<bdi className="[overflow-wrap:anywhere]">{whose}</bdi>}
        description={inNumbers(section)}
        className="pb-3 max-sm:flex-col max-sm:items-start sm:px-4"
        actions={
          <CopyButton
            variant="outline"
            size="sm"
            text={renewalText(section, centerName, today)}
            done={`${count(section.lines.length, "client")} copied. Paste the list into an e-mail.`}
            otherwise="Print the list instead."
          >
            Copy all as text<span className="sr-only"> for {whose}</span>
          </CopyButton>
        }
      />
      <RenewalTable lines={section.lines} whose={whose} today={today} action={action} />
    </Card>
  )
}

function Mark({ line, today }: { line: RenewalLine; today: string }) {
  return (
    <FollowUpDialog
      ending={{ clientId: line.id, coverageEndsOn: line.endsOn }}
      name={`${line.firstName} ${line.lastName}`}
      followUp={line.followUp}
      today={today}
      actions={{ save: followUpAction, find: findFollowedUpAction }}
    />
  )
}

/** Too many clients for one page: first one chooses a coordinator. */
function Coordinators({ coordinators, show }: Pick<Renewals, "coordinators"> & { show: Show }) {
  return (
    <Card>
      <CardHeader
        title="Choose a service coordinator"
        description="There are too many clients to show all at once."
      />
      <ul className="grid p-4 sm:grid-cols-2 sm:gap-x-6 sm:px-6 lg:grid-cols-3">
        {coordinators
          .filter((one) => one[show] > 0)
          .map((one) => (
            <li key={addressOf(one)} className="border-b py-1">
              <Link
                href={hrefOf(RENEWALS, {
                  coordinator: addressOf(one),
                  show: show === "open" ? show : undefined,
                })}
                className="target grid content-center hover:underline"
              >
                <bdi className="font-medium [overflow-wrap:anywhere]">{one.name ?? NO_COORDINATOR}</bdi>
                <span className="text-muted-foreground text-sm">{inNumbers(one)}</span>
              </Link>
            </li>
          ))}
      </ul>
    </Card>
  )
}

const inNumbers = ({ all, open }: { all: number; open: number }) =>
  `${count(all, "client")}, ${open === 0 ? "all contacted" : `${open.toLocaleString("en-US")} not contacted`}`

function NothingToDo({ show }: { show: Show }) {
  return (
    <EmptyState icon={CalendarCheck} title={show === "open" ? "Everybody was contacted" : "Nothing to renew"}>
      {show === "open"
        ? "No client of this list is left whose coordinator was not contacted."
        : "No coverage ends in the next 60 days or has ended in the last 60."}
    </EmptyState>
  )
}
