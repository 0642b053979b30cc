import { MessageSquareText } from "lucide-react"
import { EmptyState } from "@/components/ui/empty-state"
import { Segmented } from "@/components/ui/segmented"
import { count } from "@/lib/core/format"
import { listMessages } from "@/lib/messages/list"
import type { MessageState } from "@/lib/messages/schema"
import { type Occasion, occasionNames } from "@/lib/settings/schema"
import { occasionLabels } from "@/lib/settings/words"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { hrefOf } from "../../../href"
import { ListPages } from "../../../list-pages"
import { PageHeader } from "../../../page-header"
import { stateNames } from "../message-pill"
import { Views } from "../views"
import { MessageTable } from "./message-table"

export const metadata = { title: "Latest messages" }

const PAGE = "/admin/messages/log"

type Search = { state?: string; occasion?: string; cursor?: string }

export default async function MessageLogPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { state, occasion, cursor } = textParams(await searchParams)
  const { rows, nextCursor } = await read(listMessages, {
    state: state as MessageState | undefined,
    occasion: occasion as Occasion | undefined,
    cursor,
  })
  const choice = (label: string, next: Search, current: boolean) => ({
    href: hrefOf(PAGE, { state, occasion, ...next }),
    label,
    current,
  })
  return (
    <>
      <PageHeader title="Latest messages" />
      <Views current="Latest" />
      <div className="mb-4 flex flex-wrap gap-3">
        <Segmented
          label="Which state"
          items={[
            choice("All", { state: undefined }, !state),
            ...stateNames.map((one) => choice(one.name, { state: one.state }, one.state === state)),
          ]}
        />
        <Segmented
          label="Which occasion"
          items={[
            choice("All occasions", { occasion: undefined }, !occasion),
            ...occasionNames.map((one) => choice(occasionLabels[one], { occasion: one }, one === occasion)),
          ]}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={MessageSquareText} title="No messages here">
          What is planned for clients, sent to them or left out appears here.
        </EmptyState>
      ) : (
        <MessageTable rows={rows} />
      )}
      <ListPages
        href={(next) => hrefOf(PAGE, { state, occasion, cursor: next })}
        cursor={cursor}
        nextCursor={nextCursor}
        summary={count(rows.length, "message")}
      />
    </>
  )
}
