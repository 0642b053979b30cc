import type { Page } from "@playwright/test"
import { expectAccessible } from "./accessible"
import { expect, open, test, toast } from "./centre"
import { type DoorTablet, openTablet, unknownPhone } from "./door-tablet"
import { addPerson, enter } from "./people"

const badge = (page: Page) => page.getByRole("link", { name: /^\d+ kiosk entr(y|ies) to settle$/ })
const card = (page: Page, station: string) => page.getByRole("listitem").filter({ hasText: station })
const waiting = async (page: Page) => Number.parseInt((await badge(page).textContent()) ?? "", 10)

/** Counts the tones that the page plays, in place of the sound. */
const listen = (page: Page) =>
  page.addInitScript(() => {
    const heard = { tones: 0 }
    Object.assign(window, { heard })
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (...when) {
      heard.tones++
      start.apply(this, when)
    }
  })
const tones = (page: Page) =>
  page.evaluate(() => (window as unknown as { heard: { tones: number } }).heard.tones)

const strip = (page: Page, { station }: DoorTablet) =>
  page.getByRole("list", { name: "Calls for staff" }).getByRole("listitem").filter({ hasText: station })
const answer = (page: Page, tablet: DoorTablet) =>
  strip(page, tablet)
    .getByRole("button", { name: `I'm coming to ${tablet.station}` })
    .click()

test.describe("a call for staff", () => {
  test.use({ provoked: [/status of 503|ERR_INTERNET_DISCONNECTED|ERR_FAILED/] })

  test("is told on every staff screen, is heard once, and leaves all when one answers it", async ({
    admin,
    staff,
  }) => {
    const tablet = await openTablet()
    const message = (page: Page) => toast(page, `${tablet.station}: somebody asks for help`)
    for (const page of [admin, staff]) await listen(page)
    await open(admin, "/clients")
    await open(staff, "/")
    await tablet.call()
    for (const page of [admin, staff]) {
      await expect(message(page)).toBeVisible()
      await expect(strip(page, tablet)).toContainText(/somebody asks for help since \d{1,2}:\d\d [AP]M/)
      expect(await tones(page)).toBeGreaterThanOrEqual(2)
    }
    expect((await tablet.contact()).call).toBe("waiting")

    await message(staff).getByRole("button", { name: "I'm coming" }).click()
    await expect(toast(staff, `${tablet.station} says that somebody is coming.`)).toBeVisible()
    for (const page of [admin, staff]) {
      await expect(strip(page, tablet)).toHaveCount(0)
      await expect(message(page)).toHaveCount(0)
    }
    expect((await tablet.contact()).call).toBe("coming")
  })

  test("stays on screen until somebody answers it, also on pages that are opened later", {
    tag: "@long",
  }, async ({ staff, browserOf }) => {
    const tablet = await openTablet()
    await open(staff, "/")
    await tablet.call()
    await expect(strip(staff, tablet)).toBeVisible()
    await expect(toast(staff, tablet.station)).toHaveCount(0)
    await staff.getByRole("link", { name: "Check-ins" }).first().click()
    await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Check-ins")
    await expect(strip(staff, tablet)).toBeVisible()
    await expectAccessible(staff)
    const phone = await browserOf("staff", { viewport: { width: 360, height: 740 }, hasTouch: true })
    await listen(phone)
    // What another test's tablet calls in the meantime would be heard.
    await phone.route("**/live/kiosk", (route) => route.abort())
    await open(phone, "/clients")
    await expect(strip(phone, tablet)).toBeVisible()
    await expectAccessible(phone)
    expect(await tones(phone)).toBe(0)
    await answer(phone, tablet)
    await expect(strip(staff, tablet)).toHaveCount(0)
  })

  test("that another has answered a moment before tells who goes", { tag: "@long" }, async ({
    admin,
    staff,
  }) => {
    const tablet = await openTablet()
    await tablet.call()
    await open(admin, "/")
    await open(staff, "/")
    await staff.route("**/live/kiosk", (route) => route.fulfill({ status: 503, body: "" }))
    await answer(admin, tablet)
    await expect(strip(admin, tablet)).toHaveCount(0)
    await answer(staff, tablet)
    await expect(toast(staff, `Alex Rivera goes to ${tablet.station} already.`)).toBeVisible()
    await expect(strip(staff, tablet)).toHaveCount(0)
  })

  test("beside others is answered although a message stands on the screen", { tag: "@long" }, async ({
    staff,
  }) => {
    const tablets = [await openTablet(), await openTablet(), await openTablet()]
    await open(staff, "/clients")
    for (const tablet of tablets) await tablet.call()
    for (const tablet of tablets) await expect(strip(staff, tablet)).toBeVisible()
    await expect(toast(staff, "somebody asks for help").first()).toBeVisible()
    for (const tablet of tablets) {
      await answer(staff, tablet)
      await expect(strip(staff, tablet)).toHaveCount(0)
    }
  })

  test("stays when the answer does not get through", { tag: "@long" }, async ({ staff }) => {
    const tablet = await openTablet()
    await tablet.call()
    await open(staff, "/")
    await staff.context().setOffline(true)
    await answer(staff, tablet)
    await expect(toast(staff, "The server did not answer")).toBeVisible()
    await expect(strip(staff, tablet)).toBeVisible()
    await staff.context().setOffline(false)
    await answer(staff, tablet)
    await expect(strip(staff, tablet)).toHaveCount(0)
  })

  test("is heard in a tab that nobody looks at, whose timers the browser all but stops", {
    tag: "@long",
  }, async ({ staff }) => {
    const tablet = await openTablet()
    await listen(staff)
    await staff.addInitScript(() => {
      Object.defineProperty(document, "hidden", { get: () => "unseen" in window })
      const start = window.setTimeout
      const slow = (work: TimerHandler, ms?: number) => start(work, (ms ?? 0) >= 1000 ? 600_000 : ms)
      Object.assign(window, { setTimeout: slow })
    })
    await open(staff, "/clients")
    await staff.evaluate(() => Object.assign(window, { unseen: true }))
    await tablet.call()
    await expect.poll(() => tones(staff)).toBeGreaterThanOrEqual(2)
    await answer(staff, tablet)
    await expect(strip(staff, tablet)).toHaveCount(0)
  })

  test("does not keep a session alive", { tag: "@long" }, async ({ browserOf, sql }) => {
    const person = await addPerson("staff")
    const page = await browserOf()
    await enter(page, person)
    await open(page, "/account")
    await page.waitForLoadState("networkidle")
    const [before] = await sql`update sessions set last_seen_at = now() - interval '20 minutes'
      where user_id = ${person.id} returning last_seen_at`
    await page.waitForResponse("**/live/kiosk")
    await page.waitForResponse("**/live/kiosk")
    expect(await sql`select last_seen_at from sessions where user_id = ${person.id}`).toEqual([before])
  })
})

test.describe("an entry that waits", () => {
  test("is counted in the header by itself, and leads to the list", async ({ staff }) => {
    const tablet = await openTablet()
    await open(staff, "/clients")
    await tablet.entered({ way: "phone", value: unknownPhone() })
    await expect(badge(staff)).toBeVisible()
    await badge(staff).click()
    await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Kiosk entries to settle")
    await expect(card(staff, tablet.station)).toContainText("No client has this phone number.")
    await open(staff, "/check-ins")
    await staff.getByRole("link", { name: /^Settle kiosk entries/ }).click()
    await expect(card(staff, tablet.station)).toBeVisible()
  })

  test("of a family is settled by ticking all who came, and the list of check-ins tells that they came later", async ({
    staff,
    api,
  }) => {
    const phone = unknownPhone()
    const [one, two] = [await api.addClient({ phone }), await api.addClient({ phone })]
    const tablet = await openTablet()
    await tablet.entered({ way: "phone", value: phone }, { offset: 3 * 3_600_000 })
    await open(staff, "/check-ins/waiting")
    const entry = card(staff, tablet.station)
    await expect(entry).toContainText("Several clients have this phone number.")
    await expect(entry).toContainText("The tablet's clock was 3 h slow. The time above is right.")
    await entry.getByRole("button", { name: /^Check in/ }).click()
    await expect(entry.getByRole("alert")).toHaveText("Choose who came first.")
    await entry.getByLabel(one.name).check()
    await entry.getByLabel(two.name).check()
    await entry.getByRole("button", { name: /^Check in/ }).click()
    const done = toast(staff, "are checked in.")
    await expect(done).toContainText(one.first_name)
    await expect(done).toContainText(two.first_name)
    await expect(entry).toHaveCount(0)
    const [visit] = await api.visits(one.id)
    expect(visit).toMatchObject({ method: "kiosk", station: tablet.station })
    expect(Date.now() - Date.parse(visit.checked_in_at)).toBeGreaterThan(59 * 60_000)

    await open(staff, `/check-ins?client=${one.id}`)
    await expect(staff.getByRole("row").filter({ hasText: one.name })).toContainText(
      /sent later, Today .*; tablet clock was 3 h off/,
    )
  })

  test("that was settled wrongly waits again after Undo, and its visits are undone", {
    tag: "@long",
  }, async ({ staff, api }) => {
    const phone = unknownPhone()
    const wrong = await api.addClient()
    const tablet = await openTablet()
    await tablet.entered({ way: "phone", value: phone })
    await open(staff, "/check-ins/waiting")
    const entry = card(staff, tablet.station)
    await entry.getByRole("button", { name: "Find the client" }).click()
    await staff.keyboard.type(wrong.last_name)
    await staff.getByRole("option", { name: wrong.name }).click()
    await expect(entry.getByLabel(wrong.name)).toBeChecked()
    await entry.getByRole("button", { name: /^Check in/ }).click()
    const done = toast(staff, `${wrong.first_name} is checked in.`)
    await expect(entry).toHaveCount(0)
    await done.getByRole("button", { name: "Undo" }).click()
    await expect(toast(staff, "The entry waits again.")).toBeVisible()
    await expect(entry).toBeVisible()
    expect(await api.visits(wrong.id)).toMatchObject([{ removal: "undone" }])
  })

  test("is dismissed with a reason, and taken back", async ({ staff }) => {
    const tablet = await openTablet()
    await tablet.entered({ way: "code", value: "1234 5678" })
    await open(staff, "/check-ins/waiting")
    const entry = card(staff, tablet.station)
    await expect(entry).toContainText("Code 1234 5678")
    await entry.getByRole("button", { name: /^Dismiss/ }).click()
    const dialog = staff.getByRole("dialog", { name: "Dismiss this entry" })
    await dialog.getByRole("button", { name: "Dismiss" }).click()
    await expect(dialog.getByText("Reason: Say why.")).toBeVisible()
    await expectAccessible(staff, "[role=dialog]")
    await dialog.getByLabel("Reason").fill("A test of the tablet")
    await dialog.getByRole("button", { name: "Dismiss" }).click()
    await expect(entry).toHaveCount(0)
    await toast(staff, "The entry is dismissed.").getByRole("button", { name: "Undo" }).click()
    await expect(entry).toBeVisible()
  })

  test("that two settle at once is settled once, and the second is told who was first", {
    tag: "@long",
  }, async ({ admin, staff, api }) => {
    const phone = unknownPhone()
    const client = await api.addClient({ phone })
    const tablet = await openTablet()
    await api.call("PATCH", `/clients/${client.id}`, { phone: null })
    await tablet.entered({ way: "phone", value: phone })
    await api.call("PATCH", `/clients/${client.id}`, { phone })
    for (const page of [admin, staff]) await open(page, "/check-ins/waiting")
    await expect(card(admin, tablet.station).getByLabel(client.name)).toBeChecked()
    await card(admin, tablet.station)
      .getByRole("button", { name: /^Check in/ })
      .click()
    await expect(card(admin, tablet.station)).toHaveCount(0)
    await card(staff, tablet.station)
      .getByRole("button", { name: /^Check in/ })
      .click()
    await expect(toast(staff, "Alex Rivera has settled this already.")).toBeVisible()
    await expect(card(staff, tablet.station)).toHaveCount(0)
    expect(await api.visits(client.id)).toHaveLength(1)
  })

  test("that another has settled is not dismissed either", { tag: "@long" }, async ({ admin, staff }) => {
    const tablet = await openTablet()
    await tablet.entered({ way: "card", value: "no card of ours" })
    for (const page of [admin, staff]) {
      await open(page, "/check-ins/waiting")
      await card(page, tablet.station)
        .getByRole("button", { name: /^Dismiss/ })
        .click()
      await page.getByLabel("Reason").fill("A test")
    }
    await admin.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click()
    await expect(toast(admin, "The entry is dismissed.")).toBeVisible()
    await staff.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click()
    await expect(toast(staff, "Alex Rivera has settled this already.")).toBeVisible()
    await expect(staff.getByRole("dialog")).toHaveCount(0)
    await expect(card(staff, tablet.station)).toHaveCount(0)
  })

  test("is settled with the keyboard alone, and the focus stays on the page", { tag: "@long" }, async ({
    staff,
    api,
  }) => {
    const client = await api.addClient()
    const tablet = await openTablet()
    await tablet.entered({ way: "phone", value: unknownPhone() })
    await open(staff, "/check-ins/waiting")
    const entry = card(staff, tablet.station)
    await entry.getByRole("button", { name: "Find the client" }).focus()
    await staff.keyboard.press("Enter")
    await staff.keyboard.type(client.last_name)
    await expect(staff.getByRole("option", { name: client.name })).toBeVisible()
    await staff.keyboard.press("Enter")
    await expect(entry.getByLabel(client.name)).toBeChecked()
    await entry.getByRole("button", { name: /^Check in/ }).focus()
    await staff.keyboard.press("Enter")
    await expect(entry).toHaveCount(0)
    await expect(staff.getByRole("main")).toBeFocused()
  })

  test("is found on a further page where many wait", { tag: "@long" }, async ({ staff, sql }) => {
    const tablet = await openTablet()
    await tablet.entered({ way: "phone", value: unknownPhone() }, { minutes: 0 })
    // Later than what other tests wait for, which stays on the first page.
    const filler = `Filler ${tablet.name}`
    await sql`with device as (
        insert into kiosk_devices (id, name, station, token_hash, paired_at)
        values (${crypto.randomUUID()}, ${filler}, ${filler}, ${filler}, now()) returning id)
      insert into kiosk_entries (id, device_id, key, reason, happened_at, clock_offset_seconds, received_at)
      select gen_random_uuid(), device.id, gen_random_uuid(), 'unreadable', now() - interval '5 minutes', 0, now()
      from device, generate_series(1, 60)`
    try {
      await open(staff, "/check-ins/waiting")
      await expect(card(staff, tablet.station)).toHaveCount(0)
      await staff.getByRole("link", { name: "Next" }).click()
      await expect(card(staff, tablet.station)).toBeVisible()
      await expectAccessible(staff)
      await staff.getByRole("link", { name: "First page" }).click()
      await expect(card(staff, filler).first()).toBeVisible()
    } finally {
      await sql`delete from kiosk_entries where device_id = (select id from kiosk_devices where name = ${filler})`
      await sql`delete from kiosk_devices where name = ${filler}`
    }
  })

  test("shows on a phone as a number with a name", async ({ browserOf }) => {
    const tablet = await openTablet()
    await tablet.entered({ way: "phone", value: unknownPhone() })
    const phone = await browserOf("staff", { viewport: { width: 360, height: 740 }, hasTouch: true })
    await open(phone, "/")
    await expect(badge(phone)).toBeVisible()
    expect(await waiting(phone)).toBeGreaterThan(0)
    await expectAccessible(phone)
  })
})
