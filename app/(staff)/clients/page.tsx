import { Download, FileUp, IdCard, Users } from "lucide-react"
import Link from "next/link"
import type { ReactNode } from "react"
import { buttonVariants } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { Segmented } from "@/components/ui/segmented"
import { hereAmong } from "@/lib/check-ins/here"
import { countClients, listClients } from "@/lib/clients/list"
import { tagName } from "@/lib/clients/tag-list"
import { count } from "@/lib/core/format"
import { statusNames } from "@/lib/coverage/names"
import { statuses } from "@/lib/coverage/status"
import { can } from "@/lib/permissions"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { hrefOf } from "../href"
import { ListPages } from "../list-pages"
import { PageHeader } from "../page-header"
import { createClientAction, restoreClientAction } from "./actions"
import { AddClient } from "./add-client"
import { ClientTable } from "./client-table"
import { SearchField } from "./search-field"
import { TagChip } from "./tag-chip"

export const metadata = { title: "Clients" }

type Search = { status?: string; q?: string; tag?: string; cursor?: string }

const filters = ["active", "expiring", "expired", "none", "pending"] as const

type Props = { searchParams: Promise<Search & { add?: string }> }

export default async function ClientsPage({ searchParams }: Props) {
  const { role } = await requireUser("/clients")
  const { q = "", status, tag, cursor, add: adding } = textParams(await searchParams)
  const chosen = statuses.find((known) => known === status)
  const [page, counts, tagged] = await Promise.all([
    read(listClients, { query: q.slice(0, 200), status: chosen, tag, cursor, order: "name" }),
    read(countClients, {}),
    tag ? read(tagName, { id: tag }) : null,
  ])
  const here = await read(hereAmong, { clientIds: page.rows.map(({ id }) => id) })
  const to = (change: Search) => hrefOf("/clients", { status: chosen, q, tag, ...change })
  const mayAdd = can(role, "clients.create")
  const add = mayAdd && (
    <AddClient
      key={adding}
      startOpen={adding === "1"}
      create={createClientAction}
      restore={restoreClientAction}
    />
  )
  const bringIn = can(role, "imports.manage") && <ImportLink />
  const exporting = can(role, "exports.read") && page.rows.length > 0 && (
    <a
      href={hrefOf("/api/v1/clients/export", { query: q, status: chosen, tag })}
      className={buttonVariants({ variant: "outline" })}
    >
      <Download aria-hidden />
      <span className="max-sm:sr-only">Export</span>
    </a>
  )
  const printing = can(role, "cards.issue") && page.rows.length > 0 && (
    <Link
      href={hrefOf("/cards/print", { status: chosen, q, tag })}
      className={buttonVariants({ variant: "outline" })}
    >
      <IdCard aria-hidden />
      <span className="max-sm:sr-only">Print cards</span>
    </Link>
  )
  const actions = (
    <>
      {bringIn}
      {exporting}
      {printing}
      {add}
    </>
  )
  return (
    <>
      <PageHeader title="Clients" aside={counts.all.toLocaleString("en-US")} actions={actions} />
      <div className="mb-4 grid gap-3">
        <SearchField key={`${chosen} ${tag}`} query={q} others={{ status: chosen, tag }} />
        <Segmented
          label="Status"
          items={[
            { href: to({ status: undefined }), label: "All", count: counts.all, current: !chosen },
            ...filters.map((name) => ({
              href: to({ status: name }),
              label: statusNames[name],
              count: counts[name],
              current: chosen === name,
            })),
          ]}
        />
        {tag && <TagChip name={tagged} without={to({ tag: undefined })} />}
      </div>
      {page.rows.length > 0 ? (
        <ClientTable rows={page.rows} here={here} role={role} />
      ) : (
        <NoClients
          searched={Boolean(q || chosen || tag || cursor)}
          actions={
            <>
              {add}
              {bringIn}
            </>
          }
        />
      )}
      <ListPages
        href={(next) => to({ cursor: next })}
        cursor={cursor}
        nextCursor={page.nextCursor}
        summary={count(page.rows.length, "client")}
      />
    </>
  )
}

function NoClients({ searched, actions }: { searched: boolean; actions: ReactNode }) {
  if (searched)
    return (
      <EmptyState
        icon={Users}
        title="No client matches"
        actions={
          <Link className="link" href="/clients">
            Show all clients
          </Link>
        }
      >
        Try a part of the name, the phone number in any form, the e-mail address or the UCI number.
      </EmptyState>
    )
  return (
    <EmptyState icon={Users} title="No clients yet" actions={actions}>
      A client is a person who visits. Once added, they can be found by name and checked in.
    </EmptyState>
  )
}

function ImportLink() {
  return (
    <Link href="/imports/new" className={buttonVariants({ variant: "outline" })}>
      <FileUp aria-hidden />
      <span className="max-sm:sr-only">Import CSV</span>
    </Link>
  )
}
