import type { Page, Route } from "@playwright/test"
import { expectNothingLeft } from "./kiosk-left"
import {
  button,
  expect,
  heading,
  openKiosk,
  pairByCall,
  pairedWith,
  sayPhone,
  test,
  visitsOf,
} from "./kiosk-tablet"

test.use({ provoked: [/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|status of 401/] })

const ENTRIES = 500
const WRONG_BY = 3 * 3_600_000

/** The tablet's clock goes ahead; what the right time is stays known to the test. */
const wrongClock = (by: number) => {
  const Real = Date
  class Wrong extends Real {
    constructor(...given: [number]) {
      super(...(given.length > 0 ? given : ([Real.now() + by] as [number])))
    }
    static now = () => Real.now() + by
  }
  Object.assign(globalThis, { Date: Wrong, rightNow: () => Real.now() })
}

/** Waits until the worker has the page and all that it needs. */
async function readyForOffline(page: Page) {
  const isReady = () =>
    page.evaluate(
      async () => navigator.serviceWorker.controller !== null && Boolean(await caches.match("/kiosk")),
    )
  await expect.poll(isReady).toBe(true)
}

const waiting = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("kiosk")
        opening.onsuccess = () => {
          const counting = opening.result.transaction("entries").objectStore("entries").count()
          counting.onsuccess = () => {
            opening.result.close()
            resolve(counting.result)
          }
        }
      }),
  )

/** Holds one card after the other to the scanner; tells when, by the right clock, each was held. */
const scanAll = (page: Page, tokens: string[]) =>
  page.evaluate(async (tokens) => {
    const { rightNow } = globalThis as unknown as { rightNow: () => number }
    const press = (key: string) =>
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
    const shown = () => document.querySelector("h1")?.textContent
    const until = async (text: string) => {
      while (shown() !== text) await new Promise((soon) => setTimeout(soon, 2))
    }
    const times: number[] = []
    for (const token of tokens) {
      for (const key of [...token, "Enter"]) press(key)
      times.push(rightNow())
      await until("You are checked in.")
      for (const button of document.querySelectorAll("main button"))
        if (button.textContent === "Done") (button as HTMLElement).click()
      await until("Welcome!")
    }
    return times
  }, tokens)

test("500 check-ins without the network become exactly 500 visits, each at its time", {
  tag: "@long",
}, async ({ browserOf, codeToPair, api, sql }) => {
  test.setTimeout(300_000)
  const family = `Offline${Date.now()}`
  const rows = Array.from({ length: ENTRIES }, (_, at) => `Visitor${at},${family}`)
  await api.sendFile(["first_name,last_name", ...rows].join("\n"), "?dry_run=false")
  const clients = await sql<{ id: string }[]>`select id from clients where last_name = ${family}`
  expect(clients).toHaveLength(ENTRIES)
  const cards = clients.map(({ id }, at) => ({
    id: crypto.randomUUID(),
    client_id: id,
    token: `BEC${String(Date.now()).slice(-8)}${String(at).padStart(16, "0")}`,
    code: String(10_000_000 + Math.floor(Math.random() * 80_000_000) + at),
    created_at: new Date(),
  }))
  await sql`insert into member_cards ${sql(cards)}`
  const tokens = cards.map(({ token }) => token)

  const first = await browserOf()
  const context = first.context()
  await context.addInitScript(wrongClock, WRONG_BY)
  await pairByCall(first, await codeToPair())
  const met = first.waitForResponse("**/kiosk/calls/contact")
  await openKiosk(first)
  await met
  await readyForOffline(first)

  await context.setOffline(true)
  const before = await scanAll(first, tokens.slice(0, ENTRIES / 2))
  expect(await waiting(first)).toBe(ENTRIES / 2)
  await first.close()
  const second = await context.newPage()
  await openKiosk(second)
  await expect(heading(second)).toHaveText("Welcome!")
  await expect(second.getByText("No network. You can still check in.")).toBeVisible()
  const after = await scanAll(second, tokens.slice(ENTRIES / 2))
  expect(await waiting(second)).toBe(ENTRIES)
  // The tablet itself cannot tell whose cards these were.
  await expectNothingLeft(second, [...tokens, family])

  let lost = 0
  await second.route("**/kiosk/calls/sync", async (route) => {
    await route.fetch().catch(() => undefined)
    if (Math.random() < 0.5) return await route.abort().finally(() => lost++)
    await route.continue().catch(() => undefined)
  })
  await context.setOffline(false)
  await expect
    .poll(
      async () => {
        await second.evaluate(() => window.dispatchEvent(new Event("online")))
        return await waiting(second)
      },
      { timeout: 120_000, intervals: [500] },
    )
    .toBe(0)
  test.info().annotations.push({ type: "answers lost", description: String(lost) })

  const visits = await sql<{ client_id: string; checked_in_at: Date; clock_offset_seconds: number }[]>`
    select client_id, checked_in_at, clock_offset_seconds from check_ins
    where client_id in ${sql(clients.map(({ id }) => id))}`
  expect(visits).toHaveLength(ENTRIES)
  const at = new Map(visits.map((visit) => [visit.client_id, visit]))
  const wrong = [...before, ...after].filter((time, index) => {
    const visit = at.get(String(cards[index]?.client_id))
    return !visit || Math.abs(visit.checked_in_at.getTime() - time) > 2000
  })
  expect(wrong).toEqual([])
  expect(visits.filter((visit) => Math.abs(visit.clock_offset_seconds + WRONG_BY / 1000) > 2)).toEqual([])
  const ids = cards.map(({ client_id }) => client_id)
  const [left] = await sql`select count(*)::int as entries from kiosk_entries
    join check_ins on check_ins.idempotency_key = kiosk_entries.key where check_ins.client_id = any(${ids})`
  expect(left?.entries).toBe(0)
  // Five hundred guests who never go home would stand in the lists of all other tests.
  await sql`update check_ins set checked_out_at = greatest(now(), checked_in_at) where client_id = any(${ids})`
})

test("a check-in whose answer is lost is one visit, whoever sends it again", async ({
  tablet,
  person,
  sql,
}) => {
  const loseAnswer = async (route: Route) => {
    await route.fetch()
    await route.abort()
  }
  await tablet.route("**/kiosk/calls/check-in", loseAnswer)
  await sayPhone(tablet, person.digits)
  await button(tablet, "Yes, that is me").click()
  await expect(heading(tablet)).toHaveText("You are checked in.")
  await expect(button(tablet, "Undo")).toBeHidden()
  await button(tablet, "Done").click()
  await tablet.evaluate(() => window.dispatchEvent(new Event("online")))
  await expect.poll(() => waiting(tablet)).toBe(0)
  expect(await visitsOf(sql, person.id)).toHaveLength(1)
  await expectNothingLeft(tablet, [person.firstName, person.digits])
})

test("when the network goes away between name and yes, the visit is made when it is back", async ({
  tablet,
  people,
  sql,
}) => {
  const family = await people(2)
  await sayPhone(tablet, String(family[0]?.digits))
  for (const { shown } of family) await button(tablet, shown).click()
  await tablet.context().setOffline(true)
  await button(tablet, "Check in").click()
  await expect(heading(tablet)).toHaveText("You are checked in.")
  expect(await waiting(tablet)).toBe(2)
  await button(tablet, "Done").click()
  await tablet.context().setOffline(false)
  await expect.poll(() => waiting(tablet)).toBe(0)
  for (const { id } of family) expect(await visitsOf(sql, id)).toHaveLength(1)
})

test("what the server cannot tell whose it is waits for staff, and is not lost", async ({
  tablet,
  people,
  sql,
}) => {
  const family = await people(2)
  const [{ count: before } = { count: 0 }] = await sql`select count(*)::int from kiosk_entries`
  await tablet.context().setOffline(true)
  await sayPhone(tablet, String(family[0]?.digits))
  await expect(heading(tablet)).toHaveText("You are checked in.")
  await expectNothingLeft(tablet, [String(family[0]?.digits)])
  await tablet.context().setOffline(false)
  await expect.poll(() => waiting(tablet)).toBe(0)
  const [{ count: after } = { count: 0 }] = await sql`select count(*)::int from kiosk_entries`
  expect(after).toBeGreaterThan(before)
  for (const { id } of family) expect(await visitsOf(sql, id)).toHaveLength(0)
})

test("a tablet that a restored server does not know keeps what it has not sent, until it is paired again", {
  tag: "@long",
}, async ({ browserOf, codeToPair, person, sql }) => {
  const [page, code] = [await browserOf(), await codeToPair()]
  await pairByCall(page, code)
  await openKiosk(page)
  await readyForOffline(page)
  await page.context().setOffline(true)
  await sayPhone(page, person.digits)
  await expect(heading(page)).toHaveText("You are checked in.")
  // As where the backup is older than the pairing.
  await sql`update kiosk_devices set token_hash = id::text
    where id = ${await pairedWith(sql, code)}`
  await page.context().setOffline(false)
  await expect(heading(page)).toHaveText("Set up this tablet")
  await expect.poll(() => page.evaluate(async () => await caches.keys())).toEqual([])
  await openKiosk(page)
  await expect(heading(page)).toHaveText("Set up this tablet")
  expect(await waiting(page)).toBe(1)

  await page.keyboard.type(await codeToPair())
  await page.keyboard.press("Enter")
  await expect(heading(page)).toHaveText("Welcome!")
  await expect.poll(() => waiting(page)).toBe(0)
  expect(await visitsOf(sql, person.id)).toHaveLength(1)
})

test("leaving and undo need the network, and the desk helps", { tag: "@long" }, async ({
  tablet,
  person,
}) => {
  await sayPhone(tablet, person.digits)
  await button(tablet, "Yes, that is me").click()
  await expect(button(tablet, "Undo")).toBeVisible()
  await tablet.context().setOffline(true)
  await button(tablet, "Undo").click()
  await expect(heading(tablet)).toHaveText("Let's ask the desk")
  await button(tablet, "Call staff").click()
  await expect(tablet.getByText("Please go to the desk.")).toBeVisible()
})

test("the camera's reader and every screen are there without the network", { tag: "@long" }, async ({
  browserOf,
  codeToPair,
}) => {
  const page = await browserOf()
  await page.clock.install()
  await pairByCall(page, await codeToPair())
  await openKiosk(page)
  await readyForOffline(page)
  const files = () => page.evaluate(async () => (await (await caches.open("kiosk-1")).keys()).length)
  const first = await files()
  await page.clock.fastForward(16_000)
  await expect.poll(files).toBeGreaterThan(first)
  await page.context().setOffline(true)
  await page.reload()
  await expect(heading(page)).toHaveText("Welcome!")
  await button(page, "I am here").click()
  await button(page, /^My card$/).click()
  await expect(heading(page)).toHaveText("Show your card")
  await expect(page.getByText("Hold your card to the scanner.")).toBeVisible()
})
