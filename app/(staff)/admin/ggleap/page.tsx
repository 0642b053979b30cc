import { Link2 } from "lucide-react"
import { Alert } from "@/components/ui/alert"
import { Card, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { Segmented } from "@/components/ui/segmented"
import { count } from "@/lib/core/format"
import { env } from "@/lib/env"
import { listLinks } from "@/lib/ggleap/list"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { hrefOf } from "../../href"
import { ListPages } from "../../list-pages"
import { PageHeader } from "../../page-header"
import {
  driftAction,
  emailMatchesAction,
  linkMatchesAction,
  syncGroupsAction,
  unlinkClientAction,
} from "./actions"
import { CompareCard } from "./compare-card"
import { LinkTable } from "./link-table"
import { MatchesCard } from "./matches-card"

export const metadata = { title: "ggLeap" }

const PAGE = "/admin/ggleap"

type Search = { show?: string; cursor?: string }

export default async function GgleapPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { show, cursor } = textParams(await searchParams)
  const problems = show === "problems"
  const { rows, nextCursor, total, troubled } = await read(listLinks, { problems, cursor })
  const missing = missingSettings()
  return (
    <>
      <PageHeader title="ggLeap" aside={`${count(total, "client")} linked`} />
      <p className="mb-4 max-w-prose text-muted-foreground">
        Every night, linked clients are put into one of two groups of ggLeap: covered clients into one, all
        others into the other. Nobody who is not linked is ever touched.
      </p>
      {missing.length > 0 ? (
        <NotSetUp missing={missing} />
      ) : (
        <div className="mb-6 grid gap-6">
          <CompareCard compare={driftAction} sync={syncGroupsAction} />
          <MatchesCard find={emailMatchesAction} link={linkMatchesAction} unlink={unlinkClientAction} />
        </div>
      )}
      <Card>
        <CardHeader title="Linked clients" className="pb-4" />
        {total > 0 && (
          <Segmented
            label="Which clients"
            className="mx-4 mb-4 sm:mx-6"
            items={[
              { href: PAGE, label: "All", count: total, current: !problems },
              {
                href: hrefOf(PAGE, { show: "problems" }),
                label: "With a problem",
                count: troubled,
                current: problems,
              },
            ]}
          />
        )}
        {rows.length > 0 ? <LinkTable links={rows} /> : <Empty problems={problems && total > 0} />}
      </Card>
      <ListPages
        href={(next) => hrefOf(PAGE, { show: problems ? show : undefined, cursor: next })}
        cursor={cursor}
        nextCursor={nextCursor}
        summary={count(rows.length, "client")}
      />
    </>
  )
}

/** What keeps the sync from being on, as its operator reads it. */
function missingSettings(): string[] {
  const { FEATURE_GGLEAP_SYNC, GGLEAP_API_KEY } = env()
  return [
    ...(FEATURE_GGLEAP_SYNC === "on" ? [] : ["FEATURE_GGLEAP_SYNC is not “on”."]),
    ...(GGLEAP_API_KEY ? [] : ["GGLEAP_API_KEY is empty."]),
  ]
}

function NotSetUp({ missing }: { missing: string[] }) {
  return (
    <Alert tone="info" className="mb-6" title="The sync is off: nothing is asked or changed in ggLeap.">
      <p>To switch it on, whoever runs this server sets this and starts it again:</p>
      <ul className="mt-1 list-disc pl-5 [overflow-wrap:anywhere]">
        {missing.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Alert>
  )
}

function Empty({ problems }: { problems: boolean }) {
  if (problems)
    return (
      <EmptyState icon={Link2} as="h3" title="No problems">
        Every linked client could be placed.
      </EmptyState>
    )
  return (
    <EmptyState icon={Link2} as="h3" title="No linked clients yet">
      A link says which ggLeap user a client is. Link clients by their e-mail above, or one by one on their
      page.
    </EmptyState>
  )
}
