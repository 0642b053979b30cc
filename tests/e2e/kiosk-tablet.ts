import type { BrowserContextOptions, Page } from "@playwright/test"
import type { Sql } from "postgres"
import { connect } from "../../db/client"
import { sealerFrom } from "../../lib/core/crypto"
import { hashToken } from "../../lib/core/tokens"
import { inviteUser } from "../../lib/users/invite"
import { setPin } from "../../lib/users/pin"
import { authSecret } from "../support/server"
import { test as base, expect, hydrated } from "./centre"
import { dayZone } from "./day-zone"
import { uniqueWord } from "./words"

export { expect } from "@playwright/test"

type Person = { id: string; firstName: string; shown: string; phone: string; digits: string }

type Fixtures = {
  /** A browser that is a tablet of the centre, at the kiosk's first screen. */
  tabletOf: (options?: BrowserContextOptions) => Promise<Page>
  tablet: Page
  /** A client who can say who they are by phone; more than one is a family behind one number. */
  people: (count: number, more?: (at: number) => Record<string, unknown>) => Promise<Person[]>
  person: Person
  /** The card of a client: what its code says, and the digits on it. */
  cardOf: (clientId: string) => Promise<{ token: string; code: string }>
  codeToPair: () => Promise<string>
  /** The PIN of somebody who works here. */
  pinOf: (role: "admin" | "staff") => Promise<string>
}

export const test = base.extend<Fixtures>({
  codeToPair: async ({ sql }, use) => {
    const names: string[] = []
    await use(() => newCode(sql, names))
    // Nobody answers these; they would stand on the screens of other tests.
    await sql`update kiosk_calls set acknowledged_at = now() from kiosk_devices
      where kiosk_devices.id = device_id and kiosk_devices.name = any(${names}) and acknowledged_at is null`
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
  pinOf: async ({}, use) => use(newPin),
  tabletOf: async ({ browserOf, codeToPair }, use) =>
    use(async (options) => {
      const page = await browserOf(undefined, { serviceWorkers: "block", ...options })
      await pairByCall(page, await codeToPair())
      await openKiosk(page)
      return page
    }),
  tablet: async ({ tabletOf }, use) => use(await tabletOf()),
  people: async ({ api }, use) =>
    use(async (count, more = () => ({})) => {
      const digits = `661${digitsOf(7)}`
      const family: Person[] = []
      for (let at = 0; at < count; at++) {
        const { id, first_name, last_name } = await api.addClient({ phone: `+1${digits}`, ...more(at) })
        const shown = `${first_name} ${last_name[0]?.toUpperCase()}.`
        family.push({ id, firstName: first_name, shown, phone: grouped(digits), digits })
      }
      return family
    }),
  person: async ({ people }, use) => {
    const [one] = await people(1)
    if (one) await use(one)
  },
  cardOf: async ({ sql }, use) =>
    use(async (clientId) => {
      const card = { token: `BEC${digitsOf(24)}`, code: digitsOf(8) }
      await sql`insert into member_cards (id, client_id, token, code, created_at)
        values (${crypto.randomUUID()}, ${clientId}, ${card.token}, ${card.code}, now())`
      return card
    }),
})

const digitsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => Math.floor(Math.random() * 8) + (at % 7 === 0 ? 2 : 1)).join("")

const grouped = (digits: string) => `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`

async function newCode(sql: Sql, names: string[]): Promise<string> {
  const [code, name] = [digitsOf(8), `Tablet ${uniqueWord()}`]
  names.push(name)
  await sql`insert into kiosk_pairing_codes (id, name, station, code_hash, created_at, expires_at)
    values (${crypto.randomUUID()}, ${name}, 'Kiosk-Main', ${hashToken(code)}, now(), now() + interval '10 minutes')`
  return code
}

async function newPin(role: "admin" | "staff"): Promise<string> {
  const { db, close } = connect(String(process.env.E2E_DATABASE_URL), { max: 1 })
  const ctx = {
    db,
    actor: { kind: "system", name: "Test" } as const,
    now: new Date(),
    timeZone: dayZone,
    requestId: "test",
    sealer: sealerFrom(authSecret),
  }
  const name = `${uniqueWord()} ${uniqueWord()}`
  const pin = digitsOf(6)
  try {
    const { id } = await inviteUser(ctx, { name, role, email: `${uniqueWord()}.${uniqueWord()}@bec.example` })
    await setPin({ ...ctx, actor: { kind: "user", id, name, role, sessionId: id } }, { pin })
  } finally {
    await close()
  }
  return pin
}

/** The id of the tablet that was paired with a code. */
export async function pairedWith(sql: Sql, code: string): Promise<string> {
  const [found] = await sql`select device_id from kiosk_pairing_codes where code_hash = ${hashToken(code)}`
  return found?.device_id
}

/** Lets the browser in as the pairing screen does. */
export async function pairByCall(page: Page, code: string) {
  const answer = await page.context().request.post("/kiosk/calls/pair", {
    data: { code },
    headers: { "sec-fetch-site": "same-origin" },
  })
  expect(answer.status()).toBe(200)
}

export async function openKiosk(page: Page) {
  await page.goto("/kiosk")
  await hydrated(page)
}

/** Types on the pad of the screen. */
export async function tapDigits(page: Page, digits: string) {
  for (const digit of digits) await page.getByRole("button", { name: digit, exact: true }).click()
}

export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name })

export const heading = (page: Page) => page.getByRole("heading", { level: 1 })

/** From the first screen to what follows a phone number. */
export async function sayPhone(page: Page, digits: string) {
  await button(page, /I am here|Ya llegué/).click()
  await button(page, /My phone number|Mi número de teléfono/).click()
  await tapDigits(page, digits)
  await button(page, /^(Next|Seguir)$/).click()
}

/** As a scanner that types like a keyboard does it: fast, and with Enter at the end. */
export async function scan(page: Page, token: string) {
  await page.keyboard.type(token)
  await page.keyboard.press("Enter")
}

/** Until a visit of the client is there, and what it says. */
export const visitsOf = (sql: Sql, clientId: string) => sql`
  select method, station, checked_in_at, checked_out_at, removed_at from check_ins
  where client_id = ${clientId} order by checked_in_at`
