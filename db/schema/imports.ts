import { sql } from "drizzle-orm"
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import { clients } from "./clients"
import { createdAt, id, moment, updatedAt } from "./columns"
import { memberships } from "./memberships"
import { apiKeys, users } from "./users"

const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({ dataType: () => "bytea" })

export const imports = pgTable(
  "imports",
  {
    id: id(),
    fileName: text("file_name").notNull(),
    fileSize: bigint("file_size", { mode: "number" }).notNull(),
    /**
     * `new`: its columns are being matched. `checking`: being read and compared. `checked`: the preview is there.
     * `running`: being written. `done`, and `undoing`, `undone` after it. `failed`: it cannot be read; `problem` says why.
     */
    state: text("state", {
      enum: ["new", "checking", "checked", "running", "done", "undoing", "undone", "failed"],
    }).notNull(),
    encoding: text("encoding", {
      enum: ["utf-8", "utf-16le", "utf-16be", "windows-1252", "macintosh", "cp850"],
    }).notNull(),
    delimiter: text("delimiter", { enum: [",", ";", "\t"] }).notNull(),
    /** The place of the headings among the records, from 0; null when there are none. */
    headerAt: integer("header_at"),
    headings: jsonb("headings").$type<string[]>().notNull(),
    mapping: jsonb("mapping").$type<(string | null)[]>().notNull(),
    /** Whether clients who are there are changed, a blank cell clears a field, and notes are replaced. */
    options: jsonb("options")
      .$type<{ update: boolean; clearBlank: boolean; replaceNotes?: boolean }>()
      .notNull(),
    /** Written without another question when the preview is there, as scripts want it. */
    unattended: boolean("unattended").notNull().default(false),
    bytesRead: bigint("bytes_read", { mode: "number" }).notNull().default(0),
    problem: text("problem"),
    /** How often its work was begun without getting on; one that was begun too often is given up. */
    attempts: integer("attempts").notNull().default(0),
    /** Somebody in the file was erased: it goes as soon as the import needs it no more. */
    fileToErase: boolean("file_to_erase").notNull().default(false),
    userId: uuid("user_id").references(() => users.id, { onDelete: "restrict" }),
    apiKeyId: uuid("api_key_id").references(() => apiKeys.id, { onDelete: "restrict" }),
    startedBy: text("started_by").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    finishedAt: moment("finished_at"),
    undoneAt: moment("undone_at"),
  },
  (t) => [
    index("imports_newest").on(t.createdAt, t.id),
    check(
      "imports_state_known",
      sql`${t.state} in ('new', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed')`,
    ),
  ],
)

/** The file in pieces, as it came. */
export const importChunks = pgTable(
  "import_chunks",
  {
    importId: uuid("import_id")
      .notNull()
      .references((): AnyPgColumn => imports.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    bytes: bytes("bytes").notNull(),
  },
  (t) => [primaryKey({ name: "import_chunks_pkey", columns: [t.importId, t.number] })],
)

/** One record of the file: what will be done with it, and what was. */
export const importRows = pgTable(
  "import_rows",
  {
    importId: uuid("import_id").notNull(),
    /** The line of the file on which the record begins. */
    line: integer("line").notNull(),
    /** `join`: the same person as an earlier line. `unclear`: several clients fit. */
    action: text("action", {
      enum: ["create", "update", "join", "same", "skip", "unclear", "fail"],
    }).notNull(),
    problems: jsonb("problems").$type<{ field: string | null; value: string; message: string }[]>(),
    /** The row as it will be written. */
    input: jsonb("input").$type<Record<string, unknown>>(),
    /** What would change or was changed of a client who was there already, from what to what. */
    changes: jsonb("changes").$type<Record<string, { from: unknown; to: unknown }>>(),
    uciNumber: text("uci_number"),
    nameKey: text("name_key"),
    sameAs: integer("same_as"),
    clientId: uuid("client_id").references(() => clients.id, { onDelete: "restrict" }),
    clientVersion: integer("client_version"),
    membershipId: uuid("membership_id").references(() => memberships.id, { onDelete: "restrict" }),
    outcome: text("outcome", { enum: ["created", "updated", "same", "skipped", "failed"] }),
    undo: text("undo", { enum: ["undone", "kept"] }),
    undoProblem: text("undo_problem"),
  },
  (t) => [
    primaryKey({ name: "import_rows_pkey", columns: [t.importId, t.line] }),
    foreignKey({ columns: [t.importId], foreignColumns: [imports.id] }).onDelete("cascade"),
    index("import_rows_by_name").on(t.importId, t.nameKey),
    index("import_rows_by_uci").on(t.importId, t.uciNumber),
    index("import_rows_by_action").on(t.importId, t.action, t.line),
    index("import_rows_of_client").on(t.clientId).where(sql`${t.clientId} is not null`),
  ],
)

/** How the columns of files with these headings were matched the last time. */
export const importMappings = pgTable(
  "import_mappings",
  {
    id: id(),
    headingsHash: text("headings_hash").notNull(),
    mapping: jsonb("mapping").$type<(string | null)[]>().notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("import_mappings_headings_key").on(t.headingsHash)],
)
