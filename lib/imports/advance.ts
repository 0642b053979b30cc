import type { Context } from "../core/operation"
import { checkImport } from "./check"
import { findImport } from "./records"
import { runImport } from "./run"
import { undoWholeImport } from "./undo"
import { requestIdOf } from "./write"

/** Does the background work that an import's state asks for, to its end. Nothing to do is done at once. */
export async function advanceImport(ctx: Context, id: string): Promise<void> {
  const { state } = await findImport(ctx.db, id)
  const own = { ...ctx, requestId: requestIdOf(id) }
  if (state === "checking") await checkImport(own, id)
  if (state === "running") await runImport(own, id)
  if (state === "undoing") await undoWholeImport(own, id)
}
