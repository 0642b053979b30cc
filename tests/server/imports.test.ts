import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { waitUntil } from "../support/processes"
import { type Answer, type Api, expectProblem } from "./api"
import { sharedCentre } from "./centre"
import { allRows } from "./rows"
import { truncate } from "./truncate"

const { adminKey, staffKey, visitor, browser, as, sql, server } = sharedCentre()
const adminBrowser = browser("admin")
const staffBrowser = browser("staff")
const folder = "tests/fixtures/imports"
const MOST = 50 * 1024 * 1024

const heading = "first_name,last_name,uci_number,phone,notes"
const csv = (...rows: string[]) => [heading, ...rows].join("\n")
const nobody = "00000000-0000-7000-8000-000000000000"

type Sent = { type?: string | null; query?: string; api?: Api }

function send(file: BodyInit, { type = "text/csv", query = "", api = adminKey }: Sent = {}): Promise<Answer> {
  const headers: Record<string, string> = type ? { "content-type": type } : {}
  return api.call("POST", `/imports${query}`, { raw: file, headers })
}

async function ended(id: string, api = adminKey) {
  let found: Answer["body"]
  await waitUntil(
    "the import rests",
    async () => {
      found = (await api.get(`/imports/${id}`)).body
      return !["checking", "running", "undoing"].includes(found.state)
    },
    60_000,
  )
  return found
}

async function sendAndWait(file: BodyInit, sent?: Sent) {
  const { status, body, text } = await send(file, sent)
  expect(status, text).toBe(202)
  return await ended(body.id)
}

const idOf = async (uci: string) =>
  String((await sql`select id from clients where uci_number = ${uci}`)[0]?.id)

describe.each([
  ["an admin's key", adminKey, "7100002"],
  ["an admin in a browser", adminBrowser, "7100012"],
])("%s", (_, api, uci) => {
  test("imports a file in the background, sees how far it is and what came of it, and takes it back", async () => {
    const file = csv("Rosalind,Quillfeather,7100001,(661) 555-0187,", "Rosamund,Quillfeather,,5550,", ",,,,x")
    const { status, headers, body } = await send(file, { query: "?file_name=march.csv", api })
    expect([status, body.state]).toEqual([202, "checking"])
    expect(headers.get("location")).toBe(`/api/v1/imports/${body.id}`)
    const done = await ended(body.id, api)
    expect(done).toMatchObject({
      id: body.id,
      file_name: "march.csv",
      state: "done",
      problem: null,
      rows: 3,
      preview: { create: 2, update: 0, join: 0, same: 0, skip: 0, unclear: 0, fail: 1 },
      result: { created: 2, updated: 0, same: 0, skipped: 0, failed: 1, undone: 0, not_undone: 0 },
      rows_with_warnings: 1,
      ignored: [],
    })
    const message = "Left out. Enter a phone number with area code, such as (661) 555-0123."
    expect(done.warnings).toEqual([{ line: 3, field: "phone", value: "5550", message }])
    expect(done.problems).toEqual([
      { line: 4, field: "first_name", value: "", message: "Enter the first name." },
      { line: 4, field: "last_name", value: "", message: "Enter the last name." },
    ])
    expect((await api.get("/clients?query=7100001")).body.data[0].phone).toBe("+16615550187")

    const wrong = await api.get(`/imports/${body.id}/problems`)
    expect(wrong.headers.get("content-disposition")).toBe('attachment; filename="wrong-rows.csv"')
    const rosamund = String(
      (await sql`select id from clients where first_name = 'Rosamund' and deleted_at is null`)[0]?.id,
    )
    expect(wrong.text.replace("\uFEFF", "").split("\r\n").slice(0, 2)).toEqual([
      `${heading},client_id,error`,
      `Rosamund,Quillfeather,,5550,,${rosamund},"${message}"`,
    ])

    const undo = await api.post(`/imports/${body.id}/undo`)
    expect([undo.status, undo.body]).toEqual([202, { id: body.id, state: "undoing" }])
    expect((await ended(body.id, api)).result).toMatchObject({ undone: 2, not_undone: 0 })
    expect((await api.get("/clients?query=7100001")).body.data).toEqual([])
    expectProblem(await api.post(`/imports/${body.id}/undo`), 409)
  })

  test("makes a dry run, looks at it, and then writes it", async () => {
    const { state, id, preview, result } = await sendAndWait(csv(`Dry,Runner,${uci},,`), {
      query: "?dry_run=true",
      api,
    })
    expect([state, preview.create, result.created]).toEqual(["checked", 1, 0])
    expect((await api.get(`/clients?query=${uci}`)).body.data).toEqual([])
    expectProblem(await api.post(`/imports/${id}/undo`), 409)
    const started = await api.post(`/imports/${id}/start`)
    expect([started.status, started.body]).toEqual([202, { id, state: "running" }])
    expect((await ended(id, api)).result.created).toBe(1)
    expectProblem(await api.post(`/imports/${id}/start`), 409)
    await api.delete(`/clients/${await idOf(uci)}`)
  })

  test("gets the template and the export as files", async () => {
    const template = await api.get("/clients/import-template")
    expect(template.headers.get("content-type")).toBe("text/csv; charset=utf-8")
    expect(template.headers.get("content-disposition")).toBe('attachment; filename="clients-template.csv"')
    expect(template.text.split("\r\n")).toHaveLength(4)
    expect(await sendAndWait(template.text, { query: "?dry_run=true" })).toMatchObject({
      state: "checked",
      preview: { create: 2, fail: 0 },
    })
    const { id } = await api.addClient({ last_name: "Exportable", notes: "=1+1" })
    const exported = await api.get("/clients/export?query=exportable")
    expect(exported.status).toBe(200)
    expect(exported.headers.get("cache-control")).toBe("no-store")
    expect(exported.text.split("\r\n")[1]).toBe(`Rosalind,Exportable,,,,,,,,,,"'=1+1",,,,${id}`)
    expect((await api.get("/clients/export?status=active")).text.split("\r\n")).toHaveLength(2)
    await api.delete(`/clients/${id}`)
  })
})

test("the choices of an import are its parameters", async () => {
  await sendAndWait(csv("Known,Already,7100003,,Old"))
  const changed = csv("Known,Already,7100003,,New", "Newly,Added,7100004,,")
  expect((await sendAndWait(changed, { query: "?update=false" })).result).toMatchObject({
    created: 1,
    skipped: 1,
  })
  const notes = async () => (await adminKey.get(`/clients/${await idOf("7100003")}`)).body.notes
  expect(await notes()).toBe("Old")
  await sendAndWait(csv("Known,Already,7100003,,New"))
  expect(await notes()).toBe("Old")
  await sendAndWait(csv("Known,Already,7100003,,New"), { query: "?replace_notes=true" })
  expect(await notes()).toBe("New")
  await sendAndWait(csv("Known,Already,7100003,,"))
  expect(await notes()).toBe("New")
  await sendAndWait(csv("Known,Already,7100003,,"), { query: "?clear_blank=true" })
  expect(await notes()).toBeNull()
})

test("a file is only kept when nobody asked to check it, whatever its columns", async () => {
  const { status, body } = await send("a,b\n1,2\n", { query: "?check=false" })
  expect([status, body.state]).toEqual([202, "new"])
  expectProblem(await adminKey.post(`/imports/${body.id}/start`), 409)
})

test("a file is taken as any type that stands for text, whatever it is encoded in", async () => {
  const text = "first_name,last_name\nJosé,Núñez\n"
  const wide = Buffer.from(text.replaceAll(",", "\t"), "utf16le")
  const encoded = [Buffer.from(text, "latin1"), Buffer.from(text), wide]
  const types = ["text/csv; charset=windows-1252", "TEXT/CSV", "text/plain", "text/tab-separated-values"]
  const sent = [...types, "application/octet-stream"].flatMap((type) =>
    encoded.map(async (bytes) => {
      const { status, body } = await send(bytes, { type, query: "?dry_run=true" })
      expect([type, status]).toEqual([type, 202])
      return body.id
    }),
  )
  for (const id of await Promise.all(sent)) {
    expect((await ended(id)).preview.create).toBe(1)
    const [row] =
      await sql`select input -> 'client' ->> 'lastName' as name from import_rows where import_id = ${id}`
    expect(row?.name).toBe("Núñez")
  }
})

describe("a form with a file", () => {
  const form = (...files: [name: string, text: string][]) => {
    const data = new FormData()
    for (const [name, text] of files) data.append("file", new File([text], name))
    return data
  }

  test("is taken, under the name of the file", async () => {
    const body = form(["C:\\Users\\me\\März.csv", csv("Form,Filler,7100005,,")])
    const { file_name, result } = await sendAndWait(body, { type: null })
    expect([file_name, result.created]).toEqual(["März.csv", 1])
  })

  test("is refused without a file, with several, and when it cannot be read", async () => {
    const words = new FormData()
    words.set("file", "first_name,last_name")
    for (const body of [words, new FormData(), form(["a.csv", csv()], ["b.csv", csv()])])
      expectProblem(await send(body, { type: null }), 422)
    expectProblem(await send("nonsense", { type: "multipart/form-data; boundary=x" }), 400)
    expectProblem(await send("nonsense", { type: "multipart/form-data" }), 400)
  })

  test("is refused when the file is too large, though the form is not", async () => {
    expectProblem(await send(form(["a.csv", "x".repeat(MOST + 1)]), { type: null }), 413)
  })
})

describe("a file that is too large", () => {
  test("is refused by its length", async () => {
    expectProblem(await send(Buffer.alloc(MOST + 1, "x")), 413)
  })

  test("is refused as it comes, when it does not tell its length", async () => {
    const piece = new Uint8Array(1024 * 1024).fill(120)
    let sent = 0
    const body = new ReadableStream({
      pull: (controller) => {
        if (sent++ > 50) controller.close()
        else controller.enqueue(piece)
      },
    })
    expectProblem(await send(body), 413)
  })
})

test("a file in chunks without a length is taken", async () => {
  const pieces = [heading, "\nChunk", "ed,Sender,7100006,,"].map((text) => Buffer.from(text))
  const body = new ReadableStream({
    pull: (controller) => {
      const piece = pieces.shift()
      if (piece) controller.enqueue(piece)
      else controller.close()
    },
  })
  expect((await sendAndWait(body)).result.created).toBe(1)
})

test.each(["application/json", "application/x-www-form-urlencoded", "image/png", "text", null])(
  "a body of type %s is refused",
  async (type) => {
    expectProblem(await send(Buffer.from(csv("Ana,Reyes,,,")), { type }), 415)
  },
)

test.each([
  ["?dry_run=perhaps", "dry_run"],
  ["?update=1", "update"],
  ["?clear_blank=", "clear_blank"],
  ["?nonsense=true", "nonsense"],
  ["?bytes=1", "bytes"],
  ["?dryRun=true", "dryRun"],
  ["?dry_run=true&dry_run=false", "dry_run"],
  [`?file_name=${"x".repeat(300)}`, "file_name"],
])("the parameters %s are refused by name", async (query, field) => {
  const answer = await send(csv("Ana,Reyes,,,"), { query })
  expectProblem(answer, 422)
  expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual([field])
})

test("what is wrong with a file as a whole is said at once, and nothing of it is kept", async () => {
  const before = await allRows(sql)
  for (const [file, words] of [
    ["", /empty/],
    ["PK\u0003\u0004", /workbook/],
    ["a,b\n1,2", /which columns hold the first and the last name/],
  ] as const) {
    const answer = await send(file)
    expectProblem(answer, 422)
    expect(answer.body.errors[0].message).toMatch(words)
  }
  expect(await allRows(sql)).toBe(before)
})

test("an import that does not exist is a 404, whatever is asked of it", async () => {
  for (const id of [nobody, "x"]) {
    expectProblem(await adminKey.get(`/imports/${id}`), 404)
    expectProblem(await adminKey.get(`/imports/${id}/problems`), 404)
    expectProblem(await adminKey.post(`/imports/${id}/start`), 404)
    expectProblem(await adminKey.post(`/imports/${id}/undo`), 404)
  }
})

describe.each([
  ["a front desk worker's key", staffKey],
  ["a front desk worker in a browser", staffBrowser],
])("%s", (_, api) => {
  test("neither imports nor exports: nothing changed, nothing learnt", async () => {
    const { id } = await sendAndWait(csv("Rosalind,Quillfeather,7100007,,"), { query: "?dry_run=true" })
    const before = await allRows(sql)
    for (const path of [
      "/clients/import-template",
      "/clients/export",
      `/imports/${id}`,
      `/imports/${nobody}/problems`,
    ])
      expectProblem(await api.get(path), 403)
    for (const path of [`/imports/${id}/start`, `/imports/${nobody}/undo`])
      expectProblem(await api.post(path), 403)
    const answers = [
      await send(csv("Ana,Reyes,,,"), { api }),
      await send("", { api, type: "image/png" }),
      await send("", { api, query: "?dry_run=perhaps" }),
    ]
    for (const answer of answers) expectProblem(answer, 403)
    expect(await allRows(sql)).toBe(before)
  })
})

test("nobody is asked for a file before they have said who they are", async () => {
  expectProblem(await send(Buffer.alloc(1000), { api: visitor }), 401)
})

test("a session imports from our own pages only, and downloads where it was clicked", async () => {
  const { cookie = "" } = adminBrowser.credentials
  const elsewhere = as({ cookie, "sec-fetch-site": "cross-site" })
  expectProblem(await send(csv("Ana,Reyes,,,"), { api: elsewhere }), 403)
  expectProblem(await elsewhere.get("/clients/export"), 403)
  const navigating = as({ cookie, "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate" })
  expect((await navigating.get("/clients/import-template")).status).toBe(200)
})

test("no file of the corpus is a fault of the server or half imported", async () => {
  await truncate(sql, ["clients", "memberships", "import_rows", "imports", "import_mappings"])
  const taken: [name: string, id: string][] = []
  for (const name of readdirSync(folder)) {
    const { status, body } = await send(readFileSync(`${folder}/${name}`), { query: `?file_name=${name}` })
    expect([202, 422], name).toContain(status)
    if (status === 202) taken.push([name, body.id])
  }
  expect(taken.length).toBeGreaterThan(40)
  let all = 0
  for (const [name, id] of taken) {
    const { state, rows, result } = await ended(id)
    const { created, updated, same, skipped, failed } = result
    expect([name, created + updated + same + skipped + failed]).toEqual([name, rows])
    expect(["done", "failed"], name).toContain(state)
    all += created
  }
  expect(await sql`select from clients`).toHaveLength(all)
  expect(server.output()).not.toMatch(/"level":50/)
})

test("an export of many clients is what an import of many clients was", async () => {
  await truncate(sql, ["clients", "memberships", "import_rows", "imports", "import_mappings"])
  const rows = Array.from(
    { length: 3000 },
    (_, i) => `Ana${i},Reyes,${7200000 + i},,"Likes ""racing"", games"`,
  )
  const done = await sendAndWait(csv(...rows))
  expect([done.result.created, done.progress]).toEqual([3000, { done: 3000, of: 3000 }])
  const { text } = await adminKey.get("/clients/export")
  expect(text.split("\r\n")).toHaveLength(3002)
  expect((await sendAndWait(text)).result).toMatchObject({ same: 3000, created: 0, updated: 0, failed: 0 })
})
