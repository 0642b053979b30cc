import { IdCard } from "lucide-react"
import Link from "next/link"
import { buttonVariants } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { PrintButton } from "@/components/ui/print-button"
import { Segmented } from "@/components/ui/segmented"
import { cardsToPrint, listToPrint } from "@/lib/cards/print"
import { CARDS_AT_ONCE } from "@/lib/cards/schema"
import { count } from "@/lib/core/format"
import { statuses } from "@/lib/coverage/status"
import { centerName } from "@/lib/web/centre"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { requireUser } from "@/lib/web/session"
import { hrefOf } from "../../href"
import { PageHeader } from "../../page-header"
import { issueCardsAction } from "../actions"
import { CardPaper } from "./card-paper"
import { MakeCards } from "./make-cards"
import { type Size, sizeNames, sizeOf, sizes } from "./sizes"

export const metadata = { title: "Member cards" }

/** `clients`: their ids, with commas between; without them, those of the list with this filter. */
type Search = { clients?: string; status?: string; q?: string; tag?: string; size?: string }

export default async function PrintCardsPage({ searchParams }: { searchParams: Promise<Search> }) {
  await requireUser("/cards/print")
  const search = textParams(await searchParams)
  const size = sizeOf(search.size)
  const { total, clientIds, back } = await wanted(search)
  const { cards, without } =
    clientIds.length > 0 ? await read(cardsToPrint, { clientIds }) : { cards: [], without: [] }
  return (
    <>
      <div data-print="hide">
        <PageHeader
          title="Member cards"
          aside={cards.length > 0 && count(cards.length, "card")}
          actions={
            <>
              <Link href={back} className={buttonVariants({ variant: "ghost" })}>
                Back
              </Link>
              {cards.length > 0 && <PrintButton variant={without.length === 0 ? "primary" : "outline"} />}
            </>
          }
        />
        <div className="mb-6 grid gap-3">
          {cards.length > 0 && <PaperChoice search={search} size={size} />}
          <MakeCards clientIds={without} issue={issueCardsAction} />
        </div>
        {cards.length + without.length === 0 && <NoCards total={total} />}
      </div>
      <CardPaper cards={cards} centerName={await centerName()} size={size} />
    </>
  )
}

function PaperChoice({ search, size }: { search: Search; size: Size }) {
  return (
    <>
      <Segmented
        label="Print on"
        items={sizeNames.map((name) => ({
          href: hrefOf("/cards/print", { ...search, size: name }),
          label: sizes[name].label,
          current: name === size,
        }))}
      />
      <p className="text-muted-foreground text-sm">
        {sizes[size].paper}. In the print dialog, leave the scale at 100%. To get a PDF, choose "Save as PDF"
        there.
      </p>
    </>
  )
}

async function wanted({ clients, status, q = "", tag }: Search) {
  if (clients) {
    const clientIds = clients.split(",")
    const back = clientIds.length === 1 ? `/clients/${clients}` : "/clients"
    return { total: clientIds.length, clientIds, back }
  }
  const chosen = statuses.find((known) => known === status)
  const listed = await read(listToPrint, { query: q.slice(0, 200), status: chosen, tag })
  return { ...listed, back: hrefOf("/clients", { status: chosen, q, tag }) }
}

function NoCards({ total }: { total: number }) {
  const tooMany = total > CARDS_AT_ONCE
  return (
    <EmptyState
      icon={IdCard}
      title={tooMany ? `${count(total, "client")} are too many at once` : "There is no card to print"}
    >
      {tooMany
        ? `Up to ${CARDS_AT_ONCE} cards are printed at once. Go back and choose a status or a tag, or search, to get a shorter list.`
        : "No client is on this list (any more)."}
    </EmptyState>
  )
}
