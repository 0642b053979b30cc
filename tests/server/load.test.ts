import { expect, test } from "vitest"
import { insertClients } from "../../lib/clients/records"
import { beforeTests } from "../support/before"
import { sharedCentre } from "./centre"

const { db, sql, adminKey, staffKey } = sharedCentre()
const people = Array.from({ length: 200 }, (_, index) => ({
  firstName: `Visitor ${index}`,
  lastName: "Manyfold",
}))
const made = beforeTests(async () => ({
  clients: await db.transaction((tx) => insertClients(tx, people, new Date())),
}))

const tally = (statuses: number[]) =>
  Object.fromEntries(
    [...new Set(statuses)].map((status) => [status, statuses.filter((s) => s === status).length]),
  )

test("200 clients are changed and 200 are checked in at once, with 10 connections: all are answered", async () => {
  const changes = made.clients.map(({ id }, index) =>
    adminKey.patch(`/clients/${id}`, { notes: `Changed by ${index}` }),
  )
  const arrivals = made.clients.map(({ id }) => staffKey.checkIn(id))
  const lists = made.clients.slice(0, 20).map(() => staffKey.get("/clients?query=manyfold&limit=20"))
  expect(tally((await Promise.all(changes)).map(({ status }) => status))).toEqual({ 200: 200 })
  expect(tally((await Promise.all(arrivals)).map(({ status }) => status))).toEqual({ 201: 200 })
  expect(tally((await Promise.all(lists)).map(({ status }) => status))).toEqual({ 200: 20 })
  const [saved] = await sql`select count(distinct notes)::int as notes, max(version) as version from clients`
  expect(saved).toEqual({ notes: 200, version: 2 })
  const [visits] = await sql`select count(*)::int as count from check_ins`
  expect(visits?.count).toBe(200)
})

test("200 changes of one client at once are all saved, one after the other", async () => {
  const { id } = await adminKey.addClient()
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      adminKey.patch(`/clients/${id}`, { notes: `Turn number ${index}` }),
    ),
  )
  expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 200 })
  const [saved] = await sql`select version from clients where id = ${id}`
  expect(saved?.version).toBe(201)
})

test("of 50 check-ins of one client at once, one is made and all are told of it", async () => {
  const { id } = await adminKey.addClient()
  const answers = await Promise.all(Array.from({ length: 50 }, () => staffKey.checkIn(id)))
  expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 49, 201: 1 })
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
})
