import { z } from "zod"
import { requiredText } from "../core/fields"
import { operation } from "../core/operation"

/** Writes down that somebody took a report as a file. */
export const noteExport = operation({
  permission: "reports.read",
  input: z.strictObject({ report: requiredText(100), rows: z.number().int().min(0) }),
  async run({ record }, { report, rows }) {
    record("report.exported", { report, rows })
  },
})
