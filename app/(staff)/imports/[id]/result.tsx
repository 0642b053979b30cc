import Link from "next/link"
import { Alert } from "@/components/ui/alert"
import { count } from "@/lib/core/format"
import { type getImport, listImportRows, rowOutcomes } from "@/lib/imports/read"
import { read } from "@/lib/web/read"
import { undoImportAction } from "../actions"
import { outcomeNames } from "../words"
import { NextRows, RowTable } from "./row-table"
import { RowViews, WrongRowsLink } from "./row-views"
import { UndoButton } from "./undo-button"

type Found = Awaited<ReturnType<typeof getImport>>

/** What an import did, or what its undoing did; every row with what became of it. */
export async function Result({ found, show, after }: { found: Found; show?: string; after: number }) {
  const { id, state, outcomes, total, undone, kept, doubtfulRows } = found
  const isUndone = state === "undone"
  const chosen = views.find((view) => view === show) ?? firstView(found, show)
  const { rows, next } = await read(listImportRows, { id, ...filterOf(chosen), after, limit: 50 })
  const wentWrong = found.problem !== null || (isUndone ? kept > 0 : outcomes.failed > 0)
  return (
    <div className="grid gap-4">
      <Alert
        tone={wentWrong ? "warn" : "success"}
        title={isUndone ? undoneTitle(undone, kept) : doneTitle(outcomes)}
      >
        {found.problem && `${found.problem} `}
        {isUndone && kept > 0 && "What stayed is listed below with the reason."}
        {!isUndone && outcomes.failed > 0 && (
          <>
            Download the rows to correct, mend them, and{" "}
            <Link className="link" href="/imports/new">
              import that file
            </Link>
            .
          </>
        )}
      </Alert>
      <div className="flex flex-wrap gap-2">
        {outcomes.failed + doubtfulRows > 0 && <WrongRowsLink id={id} />}
        {state === "done" && outcomes.created + outcomes.updated > 0 && (
          <UndoButton id={id} undo={undoImportAction} />
        )}
      </div>
      <RowViews
        id={id}
        total={total}
        chosen={chosen}
        views={views.map((view) => {
          if (view === "kept") return { view, label: "Not taken back", count: kept }
          if (view === "doubtful") return { view, label: "To look at", count: doubtfulRows }
          return { view, label: outcomeNames[view], count: outcomes[view] }
        })}
      />
      <RowTable rows={rows} />
      <NextRows id={id} show={chosen ?? "all"} first={after > 0} next={next} />
    </div>
  )
}

const views = [...rowOutcomes, "doubtful", "kept"] as const
type View = (typeof views)[number]

function filterOf(view: View | undefined) {
  if (view === "kept") return { undo: view }
  return view === "doubtful" ? { doubtful: true as const } : { outcomes: view && [view] }
}

/** What needs somebody's eyes is shown first. */
function firstView(
  { state, kept, outcomes, doubtfulRows }: Found,
  show: string | undefined,
): View | undefined {
  if (show === "all") return undefined
  if (state === "undone") return kept > 0 ? "kept" : undefined
  if (outcomes.failed > 0) return "failed"
  return doubtfulRows > 0 ? "doubtful" : undefined
}

function doneTitle({ created, updated, failed }: Found["outcomes"]): string {
  const parts = [
    created > 0 && `${count(created, "client")} added`,
    updated > 0 && `${count(updated, "row")} changed a client`,
    failed > 0 && `${count(failed, "row")} not imported`,
  ].filter(Boolean)
  return parts.length > 0 ? `${parts.join(", ")}.` : "Everything in this file was there already."
}

const undoneTitle = (undone: number, kept: number) =>
  kept > 0
    ? `${count(undone, "row")} taken back, ${count(kept, "row")} not.`
    : `${count(undone, "row")} taken back.`
