import type { Context } from "../core/operation"
import { checkImport } from "./check"
import { findImport } from "./records"
import { runImport } from "./run"
import { undoWholeImport } from "./undo"
import { requestIdOf } from "./write"

/**
 * Does the background work that an import's state asks for, to its end; nothing to do is done at once. `context` is
 * asked anew for each batch, whose moment it tells.
 */
export async function advanceImport(context: () => Context, id: string): Promise<void> {
  const { state } = await findImport(context().db, id)
  const own = () => ({ ...context(), requestId: requestIdOf(id) })
  if (state === "checking") await checkImport(own, id)
  if (state === "running") await runImport(own, id)
  if (state === "undoing") await undoWholeImport(own, id)
}
