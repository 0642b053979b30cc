import { beforeAll, describe, expect, test } from "vitest"
import { addClient, day, now, openCentre, today } from "../support/cast"

const centre = openCentre()
const { sql } = centre
const columnsOf: Record<string, Record<string, unknown>> = {}

beforeAll(async () => {
  const { id: clientId } = await addClient(centre, { uciNumber: "1000001" })
  const [user] = await sql`select id from users limit 1`
  const [plan] = await sql`select id from plans limit 1`
  const of = { client_id: clientId }
  Object.assign(columnsOf, {
    clients: { first_name: "Eva", last_name: "Ruiz", created_at: now, updated_at: now },
    users: { email: "eva@bec.example", name: "Eva", role: "staff", created_at: now, updated_at: now },
    memberships: {
      ...of,
      plan_id: plan?.id,
      starts_on: today,
      ends_on: today,
      created_at: now,
      updated_at: now,
    },
    plans: { code: "gold", name: "Gold", length_value: 1, length_unit: "months" },
    check_ins: { ...of, idempotency_key: "one", method: "staff", checked_in_at: now },
    consents: { ...of, kind: "sms", granted_at: now },
    contact_methods: { ...of, kind: "phone", value: "+16615550101", created_at: now },
    client_notes: { ...of, author_id: user?.id, body: "Note", created_at: now },
    client_coverage: {
      ...of,
      starts_on: day(1),
      ends_on: day(2),
      kind: "none",
      client_created_at: now,
      client_sort_name: "lopez, maria",
    },
    tags: { name: "League", created_at: now },
    api_keys: { name: "Zap", role: "staff", key_hash: "hash", hint: "hint", created_at: now },
    password_links: {
      user_id: user?.id,
      token_hash: "hash",
      purpose: "reset",
      created_at: now,
      expires_at: now,
    },
  })
  for (const table of ["check_ins", "consents", "contact_methods", "tags"]) await insert(table, {})
})

const withId = (table: string) => !["client_coverage"].includes(table)
const insert = (table: string, wrong: Record<string, unknown>) => {
  const id = withId(table) ? { id: crypto.randomUUID() } : {}
  return sql`insert into ${sql(table)} ${sql({ ...id, ...columnsOf[table], ...wrong })}`
}
const later = { checked_out_at: new Date(now.getTime() - 1), idempotency_key: "two" }

describe("the database itself refuses", () => {
  test.each<[string, string, Record<string, unknown>, string]>([
    ["a second client with one UCI number", "clients", { uci_number: "1000001" }, "clients_uci_key"],
    [
      "a POS that ends before it starts",
      "clients",
      { pos_start_date: today, pos_end_date: day(-1) },
      "clients_pos_in_order",
    ],
    ["a membership that ends before it starts", "memberships", { ends_on: day(-1) }, "memberships_in_order"],
    ["a plan with a code that there is", "plans", { code: "unlimited" }, "plans_code_key"],
    ["a second visit with one key", "check_ins", {}, "check_ins_idempotency_key"],
    ["a visit that ends before it begins", "check_ins", later, "check_ins_end_after_start"],
    [
      "a visit of an unknown method",
      "check_ins",
      { method: "fax", idempotency_key: "3" },
      "check_ins_method_known",
    ],
    [
      "a removal without a time",
      "check_ins",
      { removal: "undone", idempotency_key: "4" },
      "check_ins_removed_whole",
    ],
    [
      "a time of removal without one",
      "check_ins",
      { removed_at: now, idempotency_key: "5" },
      "check_ins_removed_whole",
    ],
    [
      "a void without a reason",
      "check_ins",
      { removal: "voided", removed_at: now, idempotency_key: "6" },
      "check_ins_void_has_reason",
    ],
    ["two open consents of one kind", "consents", {}, "consents_one_open"],
    [
      "a consent that ends before it is given",
      "consents",
      { kind: "photo", revoked_at: new Date(0) },
      "consents_in_order",
    ],
    ["one contact twice", "contact_methods", {}, "contact_methods_once"],
    ["an empty note", "client_notes", { body: "" }, "client_notes_length"],
    ["a note of 5001 characters", "client_notes", { body: "x".repeat(5001) }, "client_notes_length"],
    ["two tags that differ in case only", "tags", { name: "LEAGUE" }, "tags_name_key"],
    [
      "two users with one e-mail in another case",
      "users",
      { email: "ALEX.ADMIN@bec.example" },
      "users_email_key",
    ],
    ["a user without a known role", "users", { role: "owner" }, "users_role_known"],
    ["an API key without a known role", "api_keys", { role: "owner" }, "api_keys_role_known"],
    ["a second open password link of one user", "password_links", {}, "password_links_one_open"],
    [
      "days of coverage in the wrong order",
      "client_coverage",
      { ends_on: day(0) },
      "client_coverage_in_order",
    ],
    [
      "a visit of nobody",
      "check_ins",
      { client_id: crypto.randomUUID(), idempotency_key: "7" },
      "check_ins_client_id_clients_id_fk",
    ],
  ])("%s", async (_, table, wrong, constraint) => {
    await expect(insert(table, wrong)).rejects.toMatchObject({ constraint_name: constraint })
  })

  test("to lose a client who has a history", async () => {
    await expect(sql`delete from clients`).rejects.toMatchObject({ code: expect.stringMatching(/^23/) })
  })

  test("to lose a user who wrote a note", async () => {
    await insert("client_notes", {})
    await expect(sql`delete from users`).rejects.toMatchObject({ code: expect.stringMatching(/^23/) })
  })
})

test("a UCI number is free again when its client is deleted", async () => {
  await sql`update clients set deleted_at = ${now} where uci_number = '1000001'`
  await insert("clients", { uci_number: "1000001" })
})
