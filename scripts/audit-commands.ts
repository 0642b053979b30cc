import type { Command } from "commander"
import { verifyAuditLog } from "../lib/audit/verify"
import { anchorIn, anchorText, faultInWords } from "../lib/audit/words"
import { invalid } from "../lib/core/errors"
import type { Context } from "../lib/core/operation"
import { exportAudit } from "../lib/history/export"
import { asOperator } from "./as-operator"
import { writeOut } from "./write-out"

export function addCommands(crm: Command) {
  const audit = crm.command("audit")
  audit
    .command("verify")
    .description(
      "check that nothing in the audit log was changed, removed or moved; exit code 1 naming what was",
    )
    .option(
      "--anchor <position:hash...>",
      "places in the chain that were written down elsewhere, such as in the server's log",
    )
    .action(({ anchor = [] }: { anchor?: string[] }) => asOperator((ctx) => verify(ctx, anchor)))
  audit
    .command("export")
    .description("write the audit log as CSV to stdout, newest first")
    .option("--from <day>", "from this day on (YYYY-MM-DD)")
    .option("--to <day>", "up to this day, included")
    .action((days: { from?: string; to?: string }) =>
      asOperator(async (ctx) => writeOut(await exportAudit(ctx, days))),
    )
}

async function verify(ctx: Context, texts: string[]) {
  const anchors = texts.map((text) => {
    const anchor = anchorIn(text)
    if (!anchor) throw invalid("anchor", `${text} is not a place in the chain: position:hash`)
    return anchor
  })
  const { sealed, waiting, head, faultCount, faults } = await verifyAuditLog(ctx, { anchors })
  for (const fault of faults) console.error(faultInWords(fault))
  if (faultCount > faults.length) console.error(`and ${faultCount - faults.length} more`)
  console.log(`${sealed} events in the chain, ${waiting} not sealed yet. Its end: ${anchorText(head)}`)
  console.log(
    faultCount === 0 ? "The audit log holds." : `The audit log does not hold: ${faultCount} fault(s).`,
  )
  if (faultCount > 0) process.exitCode = 1
}
