import { expect, test } from "vitest"
import { beforeTests } from "../support/before"
import { readingsOf, type Statement } from "../support/statements"
import { type BusyCentre, openBusyCentre } from "./busy-centre"

type Request = {
  name: string
  /** What comes before it and is not counted; its result goes to `ask`. */
  prepare?: (centre: BusyCentre) => Promise<string>
  ask: (centre: BusyCentre, prepared: string) => Promise<Response>
  /** The most statements that it may take, without BEGIN, COMMIT and SAVEPOINT. */
  statements: number
  /** The most rows and entries of indexes that these may read, of 10,000 clients and 100,000 visits. */
  rows: number
  /** How many clients it lists at least: a request that finds nobody reads nothing. */
  lists?: number
}
type Breach = "statements" | "rows" | `${string} read whole`

const list = (path: string, more: Partial<Request> = {}): Request => ({
  name: `GET ${path}`,
  ask: ({ api }) => api("GET", path),
  statements: 4,
  rows: 700,
  lists: 50,
  ...more,
})
const lastPage = (path: string): Request => ({
  ...list(path),
  name: `GET ${path}, last page`,
  prepare: ({ lastPage }) => lastPage(path),
  ask: ({ api }, cursor) => api("GET", `${path}${path.includes("?") ? "&" : "?"}cursor=${cursor}`),
})
const page = (path: string, most: Pick<Request, "statements" | "rows">): Request => ({
  name: `the page ${path}`,
  prepare: async ({ someone }) => someone().id,
  ask: ({ page }, id) => page(path.replace("{id}", id)),
  ...most,
})
const ticketFor = async ({ kiosk }: BusyCentre, phone: string): Promise<string> => {
  const found = await kiosk("look-up", { way: "phone", value: phone })
  return (await found.json()).people[0].ticket
}

/** What each may take, when it was asked for before: a page recalls what has not changed since. */
const requests: Request[] = [
  list("/clients"),
  lastPage("/clients"),
  list("/clients?status=active"),
  list("/clients?status=expiring"),
  list("/clients?status=expired"),
  list("/clients?status=none"),
  list("/clients?status=pending", { lists: 20 }),
  lastPage("/clients?status=active"),
  lastPage("/clients?status=expired"),
  lastPage("/clients?status=none"),
  list("/clients?query=kefin", { lists: 20 }),
  list("/clients?query=2004567", { lists: 1 }),
  {
    name: "GET /clients/{id}",
    ask: ({ api, someone }) => api("GET", `/clients/${someone().id}`),
    statements: 3,
    rows: 100,
  },
  {
    name: "PATCH /clients/{id}",
    ask: ({ api, someone }) => api("PATCH", `/clients/${someone().id}`, { notes: "Came with a friend" }),
    statements: 4,
    rows: 100,
  },
  {
    name: "POST /check-ins",
    ask: ({ api, someone }) =>
      api("POST", "/check-ins", { client_id: someone().id }, { "idempotency-key": crypto.randomUUID() }),
    statements: 4,
    rows: 100,
  },
  {
    name: "a look-up at the kiosk by phone",
    ask: ({ kiosk, someone }) => kiosk("look-up", { way: "phone", value: someone().phone }),
    statements: 2,
    rows: 100,
  },
  {
    name: "a look-up at the kiosk by the number of a card",
    ask: ({ kiosk, someone }) => kiosk("look-up", { way: "code", value: someone().code }),
    statements: 3,
    rows: 100,
  },
  {
    name: "a check-in at the kiosk",
    prepare: (centre) => ticketFor(centre, centre.someone().phone),
    ask: ({ kiosk }, ticket) => kiosk("check-in", { people: [{ ticket, key: crypto.randomUUID() }] }),
    statements: 5,
    rows: 100,
  },
  page("/clients", { statements: 7, rows: 700 }),
  page("/clients?status=active", { statements: 7, rows: 700 }),
  page("/clients?status=none", { statements: 7, rows: 700 }),
  page("/clients?status=pending", { statements: 7, rows: 700 }),
  {
    ...page("/clients", { statements: 8, rows: 12_000 }),
    name: "the page /clients, when somebody was added",
    prepare: async ({ api }) => {
      const added = await api("POST", "/clients", { first_name: "Nova", last_name: "Quist" })
      return (await added.json()).id
    },
  },
  page("/clients/{id}", { statements: 27, rows: 200 }),
  page("/", { statements: 21, rows: 1_500 }),
]

const centre = beforeTests(openBusyCentre)

const readingsIn = (statements: Statement[]) => statements.flatMap(readingsOf)
const readWhole = (statements: Statement[]) =>
  new Set(
    readingsIn(statements)
      .filter(({ how, of }) => how === "Seq Scan" && centre.large.has(of))
      .map(({ of }) => of),
  )
const rowsRead = (statements: Statement[]) => readingsIn(statements).reduce((sum, { rows }) => sum + rows, 0)
const sent = (statements: Statement[]) => statements.filter(({ inside }) => !inside)

function breachesOf(request: Request, statements: Statement[]): Breach[] {
  const whole = [...readWhole(statements)].map((table): Breach => `${table} read whole`)
  const breaches = whole.sort()
  if (sent(statements).length > request.statements) breaches.push("statements")
  if (rowsRead(statements) > request.rows) breaches.push("rows")
  return breaches
}

const inWords = (statements: Statement[]) =>
  [
    `${sent(statements).length} statements, ${Math.round(rowsRead(statements))} rows`,
    ...statements.map((one) => `${one.text.slice(0, 150)} ${JSON.stringify(readingsOf(one))}`),
  ].join("\n")

/** From the sixth time on Postgres may plan a statement for any values. */
const TIMES = 6

test.each(requests)(
  "$name takes at most $statements statements, which read at most $rows rows",
  async (request) => {
    const { prepare, ask, lists = 0 } = request
    await centre.pairTablet()
    for (let time = 1; time < TIMES; time++) await (await ask(centre, (await prepare?.(centre)) ?? "")).text()
    const prepared = (await prepare?.(centre)) ?? ""
    const { result, statements } = await centre.during(async () => {
      const answer = await ask(centre, prepared)
      return { status: answer.status, text: await answer.text() }
    })
    expect([200, 201], result.text.slice(0, 500)).toContain(result.status)
    if (lists) expect(JSON.parse(result.text).data.length).toBeGreaterThanOrEqual(lists)
    expect(breachesOf(request, statements), inWords(statements)).toEqual([])
  },
)

test("a large table that is read whole, and what a trigger asks for, do not stay unseen", async () => {
  const { id } = centre.someone()
  const { statements } = await centre.during(async () => {
    await centre.app`select from check_ins where station = 'nowhere'`
    await centre.app`insert into member_cards (id, client_id, token, code, created_at, revoked_at)
      values (${crypto.randomUUID()}, ${id}, 'none', 'none', now(), now())`
  })
  expect(sent(statements)).toHaveLength(2)
  expect(statements.filter(({ inside }) => inside).map(({ text }) => text)).toEqual([
    expect.stringMatching(/"clients" x .* FOR KEY SHARE/),
  ])
  expect(readWhole(statements)).toEqual(new Set(["check_ins"]))
  expect(rowsRead(statements)).toBeGreaterThan(90_000)
})
