import type { Page } from "@playwright/test"
import { test as base, button, expect, heading, scan, visitsOf } from "./kiosk-tablet"

type Guest = { id: string; firstName: string; shown: string; token: string }

const test = base.extend<{ guests: (count: number) => Promise<Guest[]> }>({
  guests: async ({ people, cardOf }, use) =>
    use(async (count) => {
      const guests: Guest[] = []
      for (let at = 0; at < count; at++)
        for (const one of await people(1)) guests.push({ ...one, token: (await cardOf(one.id)).token })
      return guests
    }),
})

test.use({ provoked: [/ERR_FAILED/] })

/** Holds up one card after the other while no answer comes; then all answers come, or none does. */
async function scanWhileBusy(page: Page, tokens: string[], { lost = false } = {}) {
  let goOn: () => void = () => {}
  const going = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await page.route("**/kiosk/calls/look-up", async (route) => {
    await going
    await (lost ? route.abort() : route.continue())
  })
  for (const token of tokens) await scan(page, token)
  await expect(heading(page)).toHaveText("One moment")
  goOn()
}

test("a card that is held up while somebody else is looked up has its turn when they are done", async ({
  tablet,
  guests,
  sql,
}) => {
  const all = await guests(3)
  const tokens = all.map(({ token }) => token)
  // A scanner may read a card again that is held to it for long.
  await scanWhileBusy(tablet, [...tokens, ...tokens])
  for (const { shown, firstName } of all) {
    await expect(heading(tablet)).toHaveText(`Are you ${shown}?`)
    await button(tablet, "Yes, that is me").click()
    await expect(heading(tablet)).toHaveText(`Hi ${firstName}! You are checked in.`)
    await button(tablet, "Done").click()
  }
  await expect(heading(tablet)).toHaveText("Welcome!")
  for (const { id } of all) expect(await visitsOf(sql, id)).toHaveLength(1)
})

test("whoever says that it is not them makes way for the next card", async ({ tablet, guests }) => {
  const all = await guests(2)
  await scanWhileBusy(
    tablet,
    all.map(({ token }) => token),
  )
  for (const { shown } of all) {
    await expect(heading(tablet)).toHaveText(`Are you ${shown}?`)
    await button(tablet, /^No$/).click()
  }
  await expect(heading(tablet)).toHaveText("Who are you?")
})

test("where no answer comes each card is kept, for the message names nobody", { tag: "@long" }, async ({
  tablet,
  guests,
  sql,
}) => {
  const all = await guests(2)
  await scanWhileBusy(
    tablet,
    all.map(({ token }) => token),
    { lost: true },
  )
  for (const _ of all) {
    await expect(heading(tablet)).toHaveText("You are checked in.")
    await button(tablet, "Done").click()
  }
  await expect(heading(tablet)).toHaveText("Welcome!")
  await tablet.evaluate(() => window.dispatchEvent(new Event("online")))
  for (const { id } of all) await expect.poll(() => visitsOf(sql, id)).toHaveLength(1)
})

test("a card that waits is forgotten when nobody answers any more", { tag: "@long" }, async ({
  tablet,
  guests,
}) => {
  await tablet.clock.install()
  const [ana, bo] = await guests(2)
  await scanWhileBusy(tablet, [String(ana?.token), String(bo?.token)])
  await expect(heading(tablet)).toHaveText(`Are you ${ana?.shown}?`)
  await tablet.clock.fastForward(61_000)
  await expect(heading(tablet)).toHaveText("Are you still there?")
  await tablet.clock.fastForward(21_000)
  await expect(heading(tablet)).toHaveText("Welcome!")
  await button(tablet, "I am here").click()
  await expect(heading(tablet)).toHaveText("Who are you?")
})
