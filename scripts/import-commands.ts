import { readFile, stat } from "node:fs/promises"
import { basename } from "node:path"
import { type Command, Option } from "commander"
import { invalid } from "../lib/core/errors"
import type { Context } from "../lib/core/operation"
import { type Status, statuses } from "../lib/coverage/status"
import { env } from "../lib/env"
import { importFile } from "../lib/imports/check"
import { exportClients } from "../lib/imports/export-clients"
import { getImport } from "../lib/imports/read"
import { startImport } from "../lib/imports/run"
import { MOST_BYTES } from "../lib/imports/schema"
import { asOperator } from "./as-operator"
import { advanceHere } from "./import-progress"
import { printReport } from "./import-report"
import { writeOut } from "./write-out"

type Choices = { dryRun?: true; onlyNew?: true; clearBlank?: true; replaceNotes?: true; resume?: string }

export function addCommands(crm: Command) {
  crm
    .command("import")
    .argument("[file]", "CSV, up to 50 MB")
    .option("--dry-run", "show what would happen and write nothing")
    .option("--only-new", "leave clients who are there already as they are")
    .option("--clear-blank", "a blank cell clears the field")
    .option("--replace-notes", "other notes take the place of those that a client has")
    .option("--resume <id>", "go on with an import that was interrupted, or write one that was a dry run")
    .action((file: string | undefined, choices: Choices) =>
      asOperator(async (ctx, sql) => {
        const id = choices.resume ? await resumed(ctx, choices.resume) : await taken(ctx, file, choices)
        if (await advanceHere(ctx, sql, id)) process.exitCode = await printReport(ctx, id)
        else {
          const command = `crm import --resume ${id}`
          console.error(`Interrupted. A running server goes on with it by itself; otherwise: ${command}`)
          process.exitCode = 130
        }
      }),
    )
  crm
    .command("export")
    .addOption(new Option("--status <status>", "only those who have it today").choices(statuses))
    .action(({ status }: { status?: Status }) =>
      asOperator(async (ctx) => writeOut(await exportClients(ctx, { status }))),
    )
}

async function taken(ctx: Context, file: string | undefined, choices: Choices): Promise<string> {
  if (!file) throw invalid("file", "Name a file, or an import to go on with (--resume).")
  if ((await stat(file)).size > MOST_BYTES) throw invalid("file", "This file is larger than 50 MB.")
  const { dryRun = false, onlyNew = false, clearBlank = false, replaceNotes = false } = choices
  const bytes = await readFile(file)
  const { id } = await importFile(ctx, {
    fileName: basename(file),
    bytes,
    dryRun,
    update: !onlyNew,
    clearBlank,
    replaceNotes,
  })
  console.error(`Import ${id}`)
  return id
}

async function resumed(ctx: Context, id: string): Promise<string> {
  const { state } = await getImport(ctx, { id })
  if (state === "new") throw invalid("resume", `Match its columns first: ${env().APP_URL}/imports/${id}`)
  if (state === "checked") await startImport(ctx, { id })
  return id
}
