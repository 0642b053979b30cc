import { z } from "zod"

/** Where `npm run audit` keeps what it found; beside package.json, and in no commit. */
export const AUDIT_FILE = "dependency-audit.json"

const count = z.int().nonnegative()
const Faults = z.object({ critical: count, high: count, moderate: count, low: count })
const Audit = z.object({ at: z.iso.datetime(), faults: Faults })
export type Audit = z.output<typeof Audit>

/** The result in the output of `npm audit --json`; null when the registry gave none. */
export function auditOf(output: string, now: Date): Audit | null {
  const parsed = z.object({ metadata: z.object({ vulnerabilities: Faults }) }).safeParse(jsonIn(output))
  return parsed.success ? { at: now.toISOString(), faults: parsed.data.metadata.vulnerabilities } : null
}

/** The last result, in the text of the file; null when it says nothing. */
export function readAudit(text: string): Audit | null {
  return Audit.safeParse(jsonIn(text)).data ?? null
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
