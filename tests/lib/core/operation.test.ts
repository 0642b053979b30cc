import { eq } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { z } from "zod"
import { tags } from "../../../db/schema"
import { createClient } from "../../../lib/clients/create"
import { AppError } from "../../../lib/core/errors"
import { operation, query } from "../../../lib/core/operation"
import { addClient, openCentre, today } from "../../support/cast"
import { everythingIn, undone } from "../database"

const centre = openCentre()
const admin = centre.admin()
const everything = () => everythingIn(centre.sql)

/** Makes a tag, tells the log, and then fails if it is told to. */
const makeTag = operation({
  permission: "tags.manage",
  input: z.strictObject({ name: z.string(), fails: z.boolean().default(false) }),
  async run({ tx, now, record }, { name, fails }) {
    const [tag] = await tx.insert(tags).values({ name, createdAt: now }).returning()
    record("client.tagged", { tags: { from: [], to: [name] } })
    if (fails) throw new AppError("conflict", "Not today.")
    return tag
  },
})

describe("an operation", () => {
  test("writes its change and its event together", async () => {
    await makeTag(admin, { name: "Together" })
    const [event] = await centre.sql`select type, actor_name, data from events order by id desc limit 1`
    expect(event).toEqual({
      type: "client.tagged",
      actor_name: "Alex Admin",
      data: { tags: { from: [], to: ["Together"] } },
    })
  })

  test("that fails leaves neither", async () => {
    const before = await everything()
    await expect(makeTag(admin, { name: "Never", fails: true })).rejects.toMatchObject({
      message: "Not today.",
    })
    expect(await everything()).toBe(before)
  })

  test("inside another one that fails is taken back with it", async () => {
    const before = await everything()
    await undone(centre.db, (db) => makeTag(centre.admin({ db }), { name: "Nested" }))
    expect(await everything()).toBe(before)
  })

  test("that fails inside another one takes back only itself", async () => {
    await centre.db.transaction(async (db) => {
      const ctx = centre.admin({ db })
      await makeTag(ctx, { name: "Before" })
      await expect(makeTag(ctx, { name: "Middle", fails: true })).rejects.toMatchObject({ kind: "conflict" })
      await expect(makeTag(ctx, { name: "before" })).rejects.toMatchObject({ kind: "conflict" })
      await makeTag(ctx, { name: "After" })
    })
    const rows =
      await centre.sql`select name from tags where name in ('Before', 'Middle', 'After') order by name`
    expect(rows.map(({ name }) => name)).toEqual(["After", "Before"])
  })

  test("that breaks a unique index is a conflict that names the field", async () => {
    await makeTag(admin, { name: "Once" })
    await expect(makeTag(admin, { name: "ONCE" })).rejects.toMatchObject({
      name: "AppError",
      kind: "conflict",
      details: { fields: [{ field: "name", message: "A tag with this name exists already." }] },
    })
  })

  test("that meets a fault of ours is not dressed up as the user's mistake", async () => {
    const broken = operation({
      permission: "tags.manage",
      input: z.strictObject({}),
      run: ({ tx }) => tx.select().from(tags).where(eq(tags.id, "not a uuid")),
    })
    await expect(broken(admin, {})).rejects.not.toBeInstanceOf(AppError)
  })

  test("asks who calls before it looks at what they send", async () => {
    const attempt = makeTag(centre.visitor(), { name: 7 } as never)
    await expect(attempt).rejects.toMatchObject({ kind: "unauthenticated" })
  })

  test("names every field that is wrong, and each that is not known", async () => {
    const attempt = createClient(admin, { firstName: "", phone: "12", shoeSize: "9" } as never)
    await expect(attempt).rejects.toMatchObject({
      kind: "invalid",
      details: {
        fields: expect.arrayContaining(
          ["firstName", "lastName", "phone", "shoeSize"].map((field) => expect.objectContaining({ field })),
        ),
      },
    })
  })
})

test("a query knows which day it is at the centre", async () => {
  const whichDay = query({
    permission: "clients.read",
    input: z.strictObject({}),
    run: async ({ today }) => today,
  })
  expect(await whichDay(admin, {})).toBe(today)
  expect(await whichDay(centre.admin({ timeZone: "Pacific/Kiritimati" }), {})).toBe("2026-03-11")
})

test("every event of an operation stands with its client, its actor and the request", async () => {
  const { id } = await addClient(centre)
  const [event] =
    await centre.sql`select client_id, actor_kind, request_id from events order by id desc limit 1`
  expect(event).toEqual({ client_id: id, actor_kind: "user", request_id: "test" })
})
