import { ScrollText } from "lucide-react"
import { buttonVariants } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { count } from "@/lib/core/format"
import { auditPeople, searchAudit } from "@/lib/history/search"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { hrefOf } from "../../href"
import { ListPages } from "../../list-pages"
import { PageHeader } from "../../page-header"
import { AuditFilters } from "./audit-filters"
import { AuditTable } from "./audit-table"
import { type AuditSearch, filterOf, paramsOf } from "./filter"

export const metadata = { title: "Audit log" }

export default async function AuditPage({ searchParams }: { searchParams: Promise<AuditSearch> }) {
  await requireUser("/admin/audit")
  const { cursor, ...search } = textParams(await searchParams)
  const filter = filterOf(search)
  const [{ rows, nextCursor }, choices] = await Promise.all([
    read(searchAudit, { ...filter, cursor }),
    read(auditPeople, {}),
  ])
  const params = paramsOf(filter)
  return (
    <>
      <PageHeader
        title="Audit log"
        aside={`${rows.length}${nextCursor ? "+" : ""}`}
        actions={
          <a
            href={hrefOf("/admin/audit/export", params)}
            download
            className={buttonVariants({ variant: "outline" })}
          >
            Export
          </a>
        }
      />
      <AuditFilters filter={filter} choices={choices} />
      {rows.length === 0 ? (
        <EmptyState icon={ScrollText} title="Nothing like this happened">
          Every change, sign-in, export and reading of a client's page stands here. Choose another person,
          kind or day.
        </EmptyState>
      ) : (
        <Card>
          <AuditTable rows={rows} />
        </Card>
      )}
      <ListPages
        href={(next) => hrefOf("/admin/audit", { ...params, cursor: next })}
        cursor={cursor}
        nextCursor={nextCursor}
        summary={count(rows.length, "event")}
      />
    </>
  )
}
