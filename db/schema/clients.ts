import { sql } from "drizzle-orm"
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
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
import { createdAt, id, moment, updatedAt } from "./columns"
import { users } from "./users"

export type ExternalIds = Record<string, string[]>

export const clients = pgTable(
  "clients",
  {
    id: id(),
    firstName: text("first_name").notNull(),
    lastName: text("last_name").notNull(),
    email: text("email"),
    phone: text("phone"),
    dateOfBirth: date("date_of_birth"),
    parentGuardianName: text("parent_guardian_name"),
    uciNumber: text("uci_number"),
    serviceCoordinator: text("service_coordinator"),
    posStartDate: date("pos_start_date"),
    posEndDate: date("pos_end_date"),
    language: text("language"),
    notes: text("notes"),
    /** The ids that other programs know the client by, every one of each sender, the newest last. */
    externalIds: jsonb("external_ids").$type<ExternalIds>().notNull().default({}),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: moment("deleted_at"),
    erasedAt: moment("erased_at"),
    /** The client who stayed when the two were merged; they were not merged any further. Such a client is deleted, too. */
    mergedInto: uuid("merged_into").references((): AnyPgColumn => clients.id, { onDelete: "restrict" }),
    /** The values of the further contacts, to be searched with the rest. Kept by triggers on them. */
    furtherContacts: text("further_contacts"),
    searchText: text("search_text").generatedAlwaysAs(
      sql`search_fold(first_name || ' ' || last_name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(uci_number, '') || ' ' || coalesce(further_contacts, '')) || ' ' || name_fold(first_name) || ' ' || name_fold(last_name)`,
    ),
    /** What all spellings of the name have in common. */
    nameKey: text("name_key").generatedAlwaysAs(sql`name_fold(first_name || last_name)`),
    sortName: text("sort_name").generatedAlwaysAs(sql`search_fold(last_name || ', ' || first_name)`),
  },
  (t) => [
    uniqueIndex("clients_uci_key").on(t.uciNumber).where(sql`${t.deletedAt} is null`),
    check("clients_pos_in_order", sql`${t.posEndDate} >= ${t.posStartDate}`),
    index("clients_by_name").on(t.sortName, t.id).where(sql`${t.deletedAt} is null`),
    index("clients_by_name_key").on(t.nameKey),
    index("clients_deleted_by_uci").on(t.uciNumber).where(sql`${t.deletedAt} is not null`),
    index("clients_deleted").on(t.deletedAt, t.id).where(sql`${t.deletedAt} is not null`),
    index("clients_by_newest").on(t.createdAt, t.id).where(sql`${t.deletedAt} is null`),
    index("clients_by_coordinator").on(sql`search_fold(${t.serviceCoordinator})`, t.id),
    index("clients_by_phone").on(t.phone).where(sql`${t.deletedAt} is null`),
    check("clients_merged_are_deleted", sql`${t.mergedInto} is null or ${t.deletedAt} is not null`),
    index("clients_merged_into").on(t.mergedInto).where(sql`${t.mergedInto} is not null`),
    index("clients_by_external_id").using("gin", sql`${t.externalIds} jsonb_path_ops`),
    index("clients_search").using("gin", t.searchText.op("gin_trgm_ops")),
    index("clients_search_pairs").using("gin", sql`letter_pairs(${t.searchText})`),
  ],
)

/** What a merge of two clients changed, so that it can be undone; forgotten once it no longer can. */
export type MergeTrace = {
  /** The fields of the client who stayed that changed, with both values. */
  fields: Record<string, { from: unknown; to: unknown }>
  deletedAt: string | null
  /** By table, the keys of the rows that went over. */
  moved: Record<string, string[]>
  /** Contacts made of the other client's phone and e-mail address. */
  contactsAdded: string[]
  /** Contacts that got the other client's messages and get none now. */
  silenced: string[]
  /** Consents that ended because the person had withdrawn on the other record, with when. */
  withdrawn: { id: string; at: string }[]
  /** Clients merged into the other one before. */
  repointed: string[]
}

/** Two clients who were one person: the one who stayed, and the one who is hidden since. */
export const clientMerges = pgTable(
  "client_merges",
  {
    id: id(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "restrict" }),
    mergedClientId: uuid("merged_client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "restrict" }),
    mergedAt: moment("merged_at").notNull(),
    mergedBy: uuid("merged_by").references(() => users.id, { onDelete: "restrict" }),
    trace: jsonb("trace").$type<MergeTrace>(),
    undoneAt: moment("undone_at"),
  },
  (t) => [
    index("client_merges_of_client").on(t.clientId, t.mergedAt),
    index("client_merges_of_merged").on(t.mergedClientId),
    check("client_merges_of_two", sql`${t.clientId} <> ${t.mergedClientId}`),
  ],
)

/** Two clients of whom an admin said that they are two people; the smaller id first. */
export const clientsToldApart = pgTable(
  "clients_told_apart",
  {
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "cascade" }),
    otherId: uuid("other_id")
      .notNull()
      .references(() => clients.id, { onDelete: "cascade" }),
    toldBy: uuid("told_by").references(() => users.id, { onDelete: "restrict" }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: "clients_told_apart_pkey", columns: [t.clientId, t.otherId] }),
    check("clients_told_apart_in_order", sql`${t.clientId} < ${t.otherId}`),
  ],
)

/**
 * The calendar of each client cut into days on which the answer to "are they covered?" does not change.
 * Every day of every client who is not deleted lies in exactly one row. Kept by triggers on memberships and clients.
 */
export const clientCoverage = pgTable(
  "client_coverage",
  {
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "cascade" }),
    startsOn: date("starts_on").notNull(),
    endsOn: date("ends_on").notNull(),
    kind: text("kind", { enum: ["covered", "ended", "upcoming", "none"] }).notNull(),
    /** The client's own, so that one index has the clients of a status in their order. */
    clientCreatedAt: moment("client_created_at").notNull(),
    clientSortName: text("client_sort_name").notNull(),
  },
  (t) => [
    primaryKey({ name: "client_coverage_pkey", columns: [t.clientId, t.startsOn] }),
    index("client_coverage_by_kind").on(t.kind, t.endsOn, t.startsOn, t.clientId),
    index("client_coverage_by_start").on(t.kind, t.startsOn, t.endsOn, t.clientId),
    index("client_coverage_by_newest").on(t.kind, t.clientCreatedAt, t.clientId, t.startsOn, t.endsOn),
    index("client_coverage_by_name").on(t.kind, t.clientSortName, t.clientId, t.startsOn, t.endsOn),
    check("client_coverage_in_order", sql`${t.endsOn} >= ${t.startsOn}`),
  ],
)

/**
 * The status of each client of which others were told last; nobody's row is `none`. What a client's status is stands
 * nowhere: it is worked out from dates.
 */
export const toldStatuses = pgTable("told_statuses", {
  clientId: uuid("client_id")
    .primaryKey()
    .references(() => clients.id, { onDelete: "cascade" }),
  status: text("status", { enum: ["active", "expiring", "expired", "pending"] }).notNull(),
})

export const contactMethods = pgTable(
  "contact_methods",
  {
    id: id(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "restrict" }),
    kind: text("kind", { enum: ["phone", "email"] }).notNull(),
    value: text("value").notNull(),
    label: text("label"),
    /** Messages to the client go to this number instead of their own: a guardian's. */
    getsMessages: boolean("gets_messages").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("contact_methods_one_gets_messages").on(t.clientId).where(sql`${t.getsMessages}`),
    check("contact_methods_messages_by_phone", sql`not ${t.getsMessages} or ${t.kind} = 'phone'`),
    uniqueIndex("contact_methods_once").on(t.clientId, t.kind, t.value),
    index("contact_methods_by_value").on(t.value, t.kind),
  ],
)

export const consents = pgTable(
  "consents",
  {
    id: id(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "restrict" }),
    kind: text("kind", { enum: ["sms", "email", "photo"] }).notNull(),
    /** Who consented: the client or a guardian, by name. */
    givenBy: text("given_by"),
    how: text("how", { enum: ["said", "signed", "form"] }),
    grantedAt: moment("granted_at").notNull(),
    revokedAt: moment("revoked_at"),
  },
  (t) => [
    index("consents_of_client").on(t.clientId),
    uniqueIndex("consents_one_open").on(t.clientId, t.kind).where(sql`${t.revokedAt} is null`),
    check("consents_in_order", sql`${t.revokedAt} >= ${t.grantedAt}`),
  ],
)

export const tags = pgTable(
  "tags",
  { id: id(), name: text("name").notNull(), createdAt: createdAt() },
  (t) => [uniqueIndex("tags_name_key").on(sql`lower(${t.name})`)],
)

export const clientTags = pgTable(
  "client_tags",
  {
    clientId: uuid("client_id").notNull(),
    tagId: uuid("tag_id").notNull(),
  },
  (t) => [
    primaryKey({ name: "client_tags_pkey", columns: [t.clientId, t.tagId] }),
    foreignKey({ columns: [t.clientId], foreignColumns: [clients.id] }).onDelete("restrict"),
    foreignKey({ columns: [t.tagId], foreignColumns: [tags.id] }).onDelete("cascade"),
    index("client_tags_by_tag").on(t.tagId),
  ],
)

export const clientNotes = pgTable(
  "client_notes",
  {
    id: id(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "restrict" }),
    authorId: uuid("author_id")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    body: text("body").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("client_notes_timeline").on(t.clientId, t.createdAt, t.id),
    index("client_notes_newest").on(t.createdAt),
    check("client_notes_length", sql`char_length(${t.body}) between 1 and 5000`),
  ],
)
