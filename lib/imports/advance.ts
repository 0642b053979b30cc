import type { Context } from "../core/operation"
import { checkImport } from "./check"
import type { InTurn } from "./in-turn"
import { findImport } from "./records"
import { runImport } from "./run"
import { undoWholeImport } from "./undo"
import { requestIdOf } from "./write"

const atOnce: InTurn = (batch) => batch()

/**
 * Does the background work that an import's state asks for, to its end; nothing to do is done at once. `context` is
 * asked anew for each batch, whose moment it tells; `inTurn` lets other work in between two batches.
 */
export async function advanceImport(context: () => Context, id: string, inTurn = atOnce): Promise<void> {
  const { state } = await findImport(context().db, id)
  const own = () => ({ ...context(), requestId: requestIdOf(id) })
  if (state === "checking") await checkImport(own, id, inTurn)
  if (state === "running") await runImport(own, id, inTurn)
  if (state === "undoing") await undoWholeImport(own, id, inTurn)
}
