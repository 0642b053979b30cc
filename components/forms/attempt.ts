import type { Outcome } from "@/lib/core/outcome"

/** Runs a server action; a connection that fails becomes an outcome like any other refusal. */
export async function attempt<R>(work: () => Promise<Outcome<R>>): Promise<Outcome<R>> {
  try {
    return await work()
  } catch {
    const message =
      "The server did not answer, so we cannot tell whether this was saved. Check your connection."
    return { ok: false, error: { kind: "unexpected", message, fields: [] } }
  }
}
