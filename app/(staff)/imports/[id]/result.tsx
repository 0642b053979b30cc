import Link from "next/link"
import { Alert } from "@/components/ui/alert"
import { buttonVariants } from "@/components/ui/button"
import { Segmented } from "@/components/ui/segmented"
import { count } from "@/lib/core/format"
import { type getImport, listImportRows, rowOutcomes } from "@/lib/imports/read"
import { read } from "@/lib/web/read"
import { undoImportAction } from "../actions"
import { outcomeNames } from "../words"
import { NextRows, RowTable } from "./row-table"
import { UndoButton } from "./undo-button"

type Found = Awaited<ReturnType<typeof getImport>>

/** What an import did, or what its undoing did; every row with what became of it. */
export async function Result({ found, show, after }: { found: Found; show?: string; after: number }) {
  const { id, state, outcomes, total, undone, kept } = found
  const chosen = rowOutcomes.find((outcome) => outcome === show)
  const undo = show === "kept" && state === "undone" ? ("kept" as const) : undefined
  const filter = { outcomes: chosen && [chosen], undo }
  const { rows, next } = await read(listImportRows, { id, ...filter, after, limit: 50 })
  return (
    <div className="grid gap-4">
      <Alert
        tone={state === "undone" ? (kept > 0 ? "warn" : "success") : outcomes.failed > 0 ? "warn" : "success"}
        title={state === "undone" ? undoneTitle(undone, kept) : doneTitle(outcomes)}
        actions={
          <>
            {outcomes.failed > 0 && (
              <a className={buttonVariants({ variant: "outline" })} href={`/api/v1/imports/${id}/problems`}>
                Download the wrong rows
              </a>
            )}
            {state === "done" && outcomes.created + outcomes.updated > 0 && (
              <UndoButton id={id} undo={undoImportAction} />
            )}
            <Link className={buttonVariants({ variant: "outline" })} href="/clients">
              Clients
            </Link>
          </>
        }
      >
        {state === "undone" && kept > 0 && "What stayed is listed below with the reason."}
        {state === "done" &&
          outcomes.failed > 0 &&
          "Correct the wrong rows in the file you download and import it again."}
      </Alert>
      <Segmented
        label="Rows"
        items={[
          { href: `/imports/${id}`, label: "All", count: total, current: !chosen && !undo },
          ...rowOutcomes
            .filter((outcome) => outcomes[outcome] > 0)
            .map((outcome) => ({
              href: `/imports/${id}?show=${outcome}`,
              label: outcomeNames[outcome],
              count: outcomes[outcome],
              current: chosen === outcome,
            })),
          ...(kept > 0
            ? [
                {
                  href: `/imports/${id}?show=kept`,
                  label: "Not undone",
                  count: kept,
                  current: undo === "kept",
                },
              ]
            : []),
        ]}
      />
      <RowTable rows={rows} />
      <NextRows id={id} show={undo ?? chosen ?? "all"} first={after > 0} next={next} />
    </div>
  )
}

function doneTitle({ created, updated, failed }: Found["outcomes"]): string {
  const parts = [`${count(created, "client")} added`, `${count(updated, "row")} changed somebody`]
  if (failed > 0) parts.push(`${count(failed, "row")} not imported`)
  return `${parts.join(", ")}.`
}

const undoneTitle = (undone: number, kept: number) =>
  kept > 0
    ? `${count(undone, "row")} taken back, ${count(kept, "row")} not.`
    : `${count(undone, "row")} taken back.`
