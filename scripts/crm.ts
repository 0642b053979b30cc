import { Command } from "commander"
import { AppError, causeOf } from "../lib/core/errors"
import program from "../package.json" with { type: "json" }

/** What a command does, and where it is: only the one that is called is loaded. */
type Row = [does: string, load: () => Promise<{ addCommands: (crm: Command) => void }>]

const commands: Record<string, Row> = {
  migrate: ["bring the database up to date", () => import("./migrate-command")],
  users: ["add, list, reset and deactivate users, end a second factor", () => import("./user-commands")],
  keys: ["add, list and revoke API keys", () => import("./key-commands")],
  devices: ["pair, list and cut off the tablets of the kiosk", () => import("./device-commands")],
  import: [
    "import a CSV file of clients; exit code 1 when rows were not imported",
    () => import("./import-commands"),
  ],
  export: ["write all clients as CSV to stdout", () => import("./import-commands")],
  audit: ["verify and export the audit log", () => import("./audit-commands")],
  backup: ["make a backup in BACKUP_DIR and prove it; prints its file", () => import("./backup-commands")],
  backups: ["list and prove backups, make the key that opens them", () => import("./backup-commands")],
  restore: [
    "put a backup in the place of the database; what is there is backed up first",
    () => import("./restore-command"),
  ],
  upgrade: [
    "bring the database up to this version: back up, prove, migrate, verify; or leave it as it was",
    () => import("./upgrade-command"),
  ],
  wal: ["WAL archiving: its settings, and how it does", () => import("./wal-commands")],
  "restore-to": [
    "make the data directory of the whole database server as it was at a moment",
    () => import("./wal-commands"),
  ],
  doctor: [
    "look whether everything is ready for production; ends with 1 when something is not",
    () => import("./doctor-command"),
  ],
  secrets: ["print a .env for production with new secrets", () => import("./secrets-command")],
  reseal: [
    "seal everything kept under AUTH_SECRET_PREVIOUS anew, under AUTH_SECRET",
    () => import("./reseal-command"),
  ],
  "migrate-from-krc": [
    "move everything from the predecessor's database into this one; prints what became of it, and links for users",
    () => import("./krc-command"),
  ],
}

const crm = new Command("crm")
  .description("The operator's command line of BEC CRM")
  .version(program.version, "-V, --version", "print the version")

const [first = "", second = ""] = process.argv.slice(2).filter((word) => !word.startsWith("-"))
const named = first === "help" ? second : first
const [, load] = (Object.hasOwn(commands, named) && commands[named]) || []
if (load) (await load()).addCommands(crm)
for (const [name, [does]] of Object.entries(commands))
  (crm.commands.find((command) => command.name() === name) ?? crm.command(name)).description(does)

/** They look at the settings as they are, or make them. */
const unprepared = ["doctor", "secrets", "key"]

try {
  crm.hook("preAction", async (_, command) => {
    if (unprepared.includes(command.name())) return
    const { completeSettings } = await import("./settings")
    await completeSettings()
  })
  await crm.parseAsync()
} catch (error) {
  const fields = error instanceof AppError ? (error.details.fields ?? []) : []
  console.error([inWords(error), ...fields.map(({ field, message }) => `  ${field}: ${message}`)].join("\n"))
  process.exitCode = 1
}
process.exit()

/** What a file or folder made impossible, in words; else the cause as it is. */
function inWords(error: unknown): string {
  const { code, path } = error as { code?: string; path?: string }
  if (!path) return causeOf(error)
  if (code === "ENOENT") return `There is no ${path}.`
  if (code === "EEXIST") return `${path} is there already and is left as it is: name another.`
  if (code === "EACCES" || code === "EPERM") return `This user may not read or write ${path}.`
  return causeOf(error)
}
