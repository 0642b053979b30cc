import { CalendarCheck, FileDown, Printer } from "lucide-react"
import Link from "next/link"
import type { OfferedPlan } from "@/components/memberships/membership-actions"
import { MembershipButtons } from "@/components/memberships/membership-buttons"
import { buttonVariants } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { Segmented } from "@/components/ui/segmented"
import { countClients } from "@/lib/clients/list"
import { count } from "@/lib/core/format"
import { statusNames } from "@/lib/coverage/names"
import { filterChoices } from "@/lib/memberships/filter-choices"
import { directionOf } from "@/lib/memberships/keyset"
import { listPlans } from "@/lib/memberships/list"
import { type ListedClient, listByStatus } from "@/lib/memberships/list-by-status"
import { type ListedStatus, listedStatuses } from "@/lib/memberships/schema"
import { can } from "@/lib/permissions"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { hrefOf } from "../href"
import { ListPages } from "../list-pages"
import { PageHeader } from "../page-header"
import { amendMembershipAction, renewAction } from "./actions"
import { filterOf, type ListSearch } from "./address"
import { ListFilters } from "./list-filters"
import { SortBar, sortLinks } from "./sort-link"
import { dayNames, StatusTable } from "./status-table"

export const metadata = { title: "Memberships" }

export default async function MembershipsPage({ searchParams }: { searchParams: Promise<ListSearch> }) {
  const { role } = await requireUser("/memberships")
  const { cursor, ...search } = textParams(await searchParams)
  const filter = filterOf(search)
  const { status } = filter
  const manages = can(role, "memberships.manage")
  const [{ rows, nextCursor }, counts, choices, plans] = await Promise.all([
    read(listByStatus, { ...filter, cursor }),
    read(countClients, {}),
    read(filterChoices, {}),
    manages ? read(listPlans, {}) : [],
  ])
  const to = (change: ListSearch, path = "/memberships") => hrefOf(path, { ...search, ...change })
  const links = sortLinks(filter, directionOf(filter), search)
  return (
    <>
      <PageHeader title="Memberships" actions={<Actions to={to} mayExport={can(role, "exports.read")} />} />
      <div className="mb-4 grid gap-3">
        <Segmented
          label="Status"
          items={listedStatuses.map((name) => ({
            href: to({ status: name, dir: undefined }),
            label: statusNames[name],
            count: counts[name],
            current: name === status,
          }))}
        />
        <ListFilters search={search} choices={choices} />
        {rows.length > 0 && (
          <SortBar
            links={links}
            names={{ day: dayNames[status], name: "Name", coordinator: "Coordinator", plan: "Plan" }}
          />
        )}
      </div>
      {rows.length > 0 ? (
        <Card>
          <StatusTable
            rows={rows}
            status={status}
            links={links}
            actions={
              manages ? (row, today) => <RowActions row={row} today={today} plans={plans} /> : undefined
            }
          />
        </Card>
      ) : (
        <NobodyHere status={status} filtered={Boolean(search.coordinator || search.plan || cursor)} />
      )}
      <ListPages
        href={(next) => to({ cursor: next })}
        cursor={cursor}
        nextCursor={nextCursor}
        summary={count(rows.length, "client")}
      />
    </>
  )
}

type RowActionsProps = { row: ListedClient; today: string; plans: OfferedPlan[] }

/** What an admin can do about the membership; where the POS dates cover, they are extended on the client's page. */
function RowActions({ row: { membership, renewed, ...client }, today, plans }: RowActionsProps) {
  if (!membership) return null
  return (
    <MembershipButtons
      membership={membership}
      renewed={renewed}
      today={today}
      of={`${client.firstName} ${client.lastName}`}
      plans={plans}
      actions={{ renew: renewAction, amend: amendMembershipAction }}
    />
  )
}

type ActionsProps = { to: (change: ListSearch, path: string) => string; mayExport: boolean }

function Actions({ to, mayExport }: ActionsProps) {
  const outline = buttonVariants({ variant: "outline" })
  return (
    <>
      <Link href="/memberships/renewals" className={outline}>
        Renewal worklist
      </Link>
      <Link href={to({}, "/memberships/print")} className={outline}>
        <Printer aria-hidden />
        Print
      </Link>
      {mayExport && (
        <a href={to({}, "/memberships/export")} download className={outline}>
          <FileDown aria-hidden />
          Export CSV
        </a>
      )}
    </>
  )
}

const nobody: Record<ListedStatus, [title: string, what: string]> = {
  expiring: ["Nobody is expiring", "Clients whose coverage ends within the next 30 days appear here."],
  expired: ["Nobody has expired", "Clients whose coverage has ended, and who have no other, appear here."],
  pending: ["Nobody is waiting to start", "Clients whose first coverage starts on a later day appear here."],
}

function NobodyHere({ status, filtered }: { status: ListedStatus; filtered: boolean }) {
  const [title, what] = nobody[status]
  if (!filtered)
    return (
      <EmptyState icon={CalendarCheck} title={title}>
        {what}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={CalendarCheck}
      title="No client matches"
      actions={
        <Link className="link" href={hrefOf("/memberships", { status })}>
          Show everyone
        </Link>
      }
    >
      Choose another service coordinator or plan.
    </EmptyState>
  )
}
