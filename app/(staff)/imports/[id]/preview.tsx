import Link from "next/link"
import { Alert } from "@/components/ui/alert"
import { buttonVariants } from "@/components/ui/button"
import { count, listed } from "@/lib/core/format"
import { ignoredColumns } from "@/lib/imports/columns"
import { type getImport, listImportRows, rowActions } from "@/lib/imports/read"
import { read } from "@/lib/web/read"
import { startImportAction } from "../actions"
import { actionNames } from "../words"
import { ImportButton } from "./import-button"
import { NextRows, RowTable } from "./row-table"
import { RowViews, WrongRowsLink } from "./row-views"

type Found = Awaited<ReturnType<typeof getImport>>

/** What will happen, before it happens: how many rows of each kind, and every row with what it changes or lacks. */
export async function Preview({ found, show, after }: { found: Found; show?: string; after: number }) {
  const { id, actions, total, doubtfulRows } = found
  const wrong = actions.fail + actions.unclear
  const chosen = show === "all" ? undefined : (views.find((view) => view === show) ?? worst(found))
  const { rows, next } = await read(listImportRows, { id, ...filterOf(chosen), after, limit: 50 })
  const ignored = ignoredColumns(found)
  const written = actions.create + actions.update + actions.join
  return (
    <div className="grid gap-4">
      <Alert tone={wrong > 0 ? "warn" : "info"} title={titleOf(written, total)}>
        {wrong > 0 && `${count(wrong, "row")} cannot be imported as ${wrong === 1 ? "it is" : "they are"}. `}
        {doubtfulRows > 0 && `${count(doubtfulRows, "row")} to look at: something was left out, or kept.`}
      </Alert>
      {ignored.length > 0 && (
        <p className="text-muted-foreground text-sm [overflow-wrap:anywhere]">
          Nothing is taken from {ignored.length === 1 ? "the column" : "the columns"}{" "}
          <bdi>{listed(ignored.slice(0, 20))}</bdi>
          {ignored.length > 20 && ` and ${ignored.length - 20} more`}.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {written > 0 && <ImportButton id={id} rows={written} start={startImportAction} />}
        <Link className={buttonVariants({ variant: "outline" })} href={`/imports/${id}?columns=1`}>
          Change the columns
        </Link>
        {wrong + doubtfulRows > 0 && <WrongRowsLink id={id} />}
      </div>
      <RowViews
        id={id}
        total={total}
        chosen={chosen}
        views={views.map((view) =>
          view === "doubtful"
            ? { view, label: "To look at", count: doubtfulRows }
            : { view, label: actionNames[view], count: actions[view] },
        )}
      />
      <RowTable rows={rows} />
      <NextRows id={id} show={chosen ?? "all"} first={after > 0} next={next} />
    </div>
  )
}

const views = [...rowActions, "doubtful"] as const
type View = (typeof views)[number]

const filterOf = (view: View | undefined) =>
  view === "doubtful" ? { doubtful: true as const } : { actions: view && [view] }

/** What needs somebody's eyes is shown first. */
const worst = ({ actions, doubtfulRows }: Found): View | undefined =>
  (["fail", "unclear"] as const).find((action) => actions[action] > 0) ??
  (doubtfulRows > 0 ? "doubtful" : undefined)

function titleOf(written: number, total: number): string {
  if (written === 0) return "There is nothing to import from this file."
  const rows =
    total === 1
      ? "The row"
      : written === total
        ? `All ${count(total, "row")}`
        : `${written.toLocaleString("en-US")} of ${count(total, "row")}`
  return `${rows} can be imported. Nothing is written yet.`
}
