import Link from "next/link"
import { Alert } from "@/components/ui/alert"
import { buttonVariants } from "@/components/ui/button"
import { Segmented } from "@/components/ui/segmented"
import { count } from "@/lib/core/format"
import { type getImport, listImportRows, rowActions } from "@/lib/imports/read"
import { read } from "@/lib/web/read"
import { startImportAction } from "../actions"
import { actionNames } from "../words"
import { ImportButton } from "./import-button"
import { NextRows, RowTable } from "./row-table"

type Found = Awaited<ReturnType<typeof getImport>>

/** What will happen, before it happens: how many rows of each kind, and every row with what it changes or lacks. */
export async function Preview({ found, show, after }: { found: Found; show?: string; after: number }) {
  const { id, actions, total } = found
  const wrong = actions.fail + actions.unclear
  const chosen = rowActions.find((action) => action === show) ?? (wrong > 0 ? "fail" : undefined)
  const { rows, next } = await read(listImportRows, { id, actions: chosen && [chosen], after, limit: 50 })
  const written = actions.create + actions.update + actions.join
  return (
    <div className="grid gap-4">
      <Alert
        tone={wrong > 0 ? "warn" : "info"}
        title={`${count(written, "row")} of ${total.toLocaleString("en-US")} will be written. Nothing is written yet.`}
        actions={
          <>
            {wrong > 0 && (
              <a className={buttonVariants({ variant: "outline" })} href={`/api/v1/imports/${id}/problems`}>
                Download the wrong rows
              </a>
            )}
            <Link className={buttonVariants({ variant: "outline" })} href={`/imports/${id}?columns=1`}>
              Change the columns
            </Link>
            {written > 0 && <ImportButton id={id} rows={written} start={startImportAction} />}
          </>
        }
      >
        {wrong > 0 && `${count(wrong, "row")} cannot be imported as they are; the others can.`}
      </Alert>
      <Segmented
        label="Rows"
        items={[
          { href: `/imports/${id}?show=all`, label: "All", count: total, current: !chosen },
          ...rowActions
            .filter((action) => actions[action] > 0)
            .map((action) => ({
              href: `/imports/${id}?show=${action}`,
              label: actionNames[action],
              count: actions[action],
              current: chosen === action,
            })),
        ]}
      />
      <RowTable rows={rows} />
      <NextRows id={id} show={chosen ?? "all"} first={after > 0} next={next} />
    </div>
  )
}
