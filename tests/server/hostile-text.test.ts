import { expect, test } from "vitest"
import { tidy } from "../../lib/core/fields"
import { sharedCentre } from "./centre"
import { optionalFields } from "./fields"

const { adminKey, browser, sql, server } = sharedCentre()
const desk = browser("admin")

const hostile = [
  `'; drop table clients; --`,
  `" or ""="`,
  `<script>alert("x")</script>`,
  `"><img src=x onerror=alert(1)>`,
  `</textarea></script><svg onload=alert(1)>`,
  `{{7*7}} $\{7*7} %s %n`,
  '=HYPERLINK("http://evil.example")',
  "\u202egnp.exe \u200b\ufeff",
  "ليلى 李 👩‍👩‍👧 \u{1f3ae}",
]

const page = async (path: string) => {
  const answer = await fetch(server.url + path, { redirect: "manual", headers: desk.credentials })
  return { status: answer.status, html: await answer.text() }
}

const free = optionalFields.filter((name) => !/email|phone|date/.test(name))

test.each(hostile)(
  "the text %j is kept in every field that takes text, in one of one line without what nobody sees, and found by search",
  async (text) => {
    const fields = Object.fromEntries(["first_name", "last_name", ...free].map((name) => [name, text]))
    const client = await adminKey.addClient({ ...fields, uci_number: text.slice(0, 50) })
    const kept = (name: string) => (name === "notes" ? text.trim() : tidy(text))
    expect(client).toMatchObject(Object.fromEntries(Object.keys(fields).map((name) => [name, kept(name)])))
    const { body } = await adminKey.get(`/clients?query=${encodeURIComponent(text)}`)
    expect(body.data.map(({ id }: { id: string }) => id)).toContain(client.id)
    await adminKey.delete(`/clients/${client.id}`)
  },
)

test("none of them is taken where text has a form", async () => {
  for (const text of hostile)
    for (const field of ["email", "phone", "date_of_birth", "pos_start_date"]) {
      const body = { first_name: "Rosalind", last_name: "Quill", [field]: text }
      expect((await adminKey.post("/clients", body)).status, `${field}: ${text}`).toBe(422)
    }
})

test("all of them are shown escaped on every page that shows them, and none is taken as a command", async () => {
  const ids: string[] = []
  for (const text of hostile) {
    const { id } = await adminKey.addClient({ first_name: text, last_name: text, notes: text })
    expect((await desk.post(`/clients/${id}/notes`, { body: text })).status).toBe(201)
    await adminKey.checkIn(id, crypto.randomUUID(), { station: text })
    ids.push(id)
  }
  const searches = hostile.map((text) => `/clients?q=${encodeURIComponent(text)}`)
  const own = ids.map((id) => `/clients/${id}`)
  for (const path of [
    "/",
    "/clients",
    "/check-ins",
    "/check-ins/here",
    "/staff-notes",
    ...own,
    ...searches,
  ]) {
    const { status, html } = await page(path)
    expect([path, status]).toEqual([path, 200])
    for (const text of hostile) if (/[<>]/.test(text)) expect(html).not.toContain(text)
    expect(html).not.toMatch(/<(img src=x|svg onload|script>alert)/)
  }
  const kept = await sql`select id from clients where id in ${sql(ids)}`
  expect(kept).toHaveLength(hostile.length)
  for (const id of ids) await adminKey.delete(`/clients/${id}`)
})

const queries = [
  "q=<script>alert(1)</script>",
  "q=%00",
  "q=%ff%fe",
  "q=%ed%a0%80",
  `q=${"x".repeat(5000)}`,
  "q=a&q=b",
  "cursor=garbage",
  "cursor=%00",
  "cursor=a&cursor=b",
  "status=x",
  "status=active&status=expired",
  "date=x",
  "date=2026-02-30",
  "date=0000-00-00",
  "date=9999-12-31",
  "date=2026-01-01&date=2026-01-02",
  "client=x",
  "client=<b>",
  "client=0198c0de-0000-7000-8000-000000000000",
  "method=fax",
  "next=//evil.example",
  "token=%00",
  "token=a&token=b",
  `token=${"t".repeat(5000)}`,
  "edit=1&edit=2",
  "__proto__=x&constructor=y",
]

const pages = [
  "/",
  "/clients",
  "/check-ins",
  "/check-ins/here",
  "/clients/deleted",
  "/account",
  "/admin/users",
  "/admin/api-keys",
  "/login",
  "/set-password",
]

async function expectCalm(path: string, query: string) {
  const { status, html } = await page(`${path}?${query.replace(/[<>]/g, encodeURIComponent)}`)
  expect([200, 307, 404]).toContain(status)
  expect(html).not.toContain("<script>alert")
  expect(html).not.toContain("Something went wrong")
}

test.each(queries)("the list of clients stands ?%s", (query) => expectCalm("/clients", query))

test.each(pages)("the page %s reads its address as the list of clients does", async (path) => {
  for (const query of [
    "q=%00&q=%ed%a0%80&cursor=%00&date=%00&client=%00&method=%00&token=%00&status=%00",
    ...queries.filter((one) => /^(date|client|method|token|next)=/.test(one)).slice(0, 4),
  ])
    await expectCalm(path, query)
})

test.each([
  "x",
  "0198c0de-0000-7000-8000-000000000000",
  "%00",
  "%3Cscript%3E",
  "..%2f..%2fetc%2fpasswd",
  "x".repeat(3000),
])("the page of the client %s says that there is nothing", async (id) => {
  const { status, html } = await page(`/clients/${id}`)
  // The frame is sent before the client is looked for, so the status may be 200 by then.
  expect([200, 404]).toContain(status)
  expect(html).toContain("There is nothing here")
})
