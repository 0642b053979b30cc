import type { Page } from "@playwright/test"
import type postgres from "postgres"
import { codeInGroups } from "../../lib/cards/words"
import { expectAccessible } from "./accessible"
import { letIn, withCard } from "./cards"
import { expect, open, test, toast } from "./centre"
import { printed, scanned } from "./paper"
import { uniqueWord } from "./words"

type Card = { client_id: string; token: string; code: string; revoked_at: Date | null }

const cardsOf = (sql: postgres.Sql, ids: string[]) =>
  sql<Card[]>`select * from member_cards where client_id = any(${ids}::uuid[]) order by created_at, id`
const letter = { width: 612, height: 792 }
const label = { width: 252, height: 81 }
const pictures = (page: Page) => page.getByRole("img", { name: /^QR code of / })
const more = (page: Page) => page.getByRole("button", { name: "More about the member card" })

async function choose(page: Page, item: string) {
  await more(page).click()
  await page.getByRole("menuitem", { name: item }).click()
}

test("the desk makes a card with one press, and a camera reads from the paper what the database knows", async ({
  staff,
  api,
  sql,
}) => {
  const uci = uniqueWord()
  const guest = await api.addClient({ phone: "+16615550187", uci_number: uci })
  await open(staff, `/clients/${guest.id}`)
  await staff.getByRole("button", { name: "Print card" }).click()
  await expect(staff).toHaveURL(`/cards/print?clients=${guest.id}`)
  const [card] = await cardsOf(sql, [guest.id])
  const name = `${guest.first_name} ${guest.last_name[0]}.`
  for (const [size, page] of [
    ["Sheets of 10", letter],
    ["Labels", label],
  ] as const) {
    await staff.getByRole("link", { name: size }).click()
    await expect(staff.getByRole("link", { name: size })).toHaveAttribute("aria-current", "true")
    const paper = staff.getByRole("main").getByRole("listitem").filter({ hasText: name })
    await expect(paper).toContainText("Bakersfield eSports Center")
    await expect(paper).toContainText(codeInGroups(String(card?.code)))
    await expect(paper).toContainText("Show this card at the tablet.Muestra esta tarjeta en la tableta.")
    expect(await printed(staff)).toEqual([page])

    await staff.emulateMedia({ media: "print" })
    for (const word of [guest.last_name, "555-0187", uci, "Membership", "Print"])
      await expect(staff.getByText(word).filter({ visible: true })).toHaveCount(0)
    const picture = await pictures(staff).boundingBox()
    expect(Math.min(picture?.width ?? 0, picture?.height ?? 0)).toBeGreaterThanOrEqual(96)
    expect(await scanned(staff, pictures(staff))).toBe(card?.token)
    await staff.emulateMedia({ media: null })
  }
  await staff.getByRole("link", { name: "Back" }).click()
  await expect(staff.getByText(codeInGroups(String(card?.code)))).toBeVisible()
  await expect(staff.getByRole("button", { name: "Print card" })).toHaveCount(0)
  await staff.getByRole("main").getByRole("link", { name: "Print" }).click()
  await expect(pictures(staff)).toHaveCount(1)
  expect(await cardsOf(sql, [guest.id])).toHaveLength(1)
})

test("a lost card is replaced: the old one is dead, and the new one is printed", { tag: "@long" }, async ({
  staff,
  guest,
  sql,
}) => {
  await withCard(null, guest)
  await open(staff, `/clients/${guest.id}`)
  await choose(staff, "Replace")
  await staff.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click()
  expect(await cardsOf(sql, [guest.id])).toHaveLength(1)
  await choose(staff, "Replace")
  const question = staff.getByRole("alertdialog", { name: `Replace the member card of ${guest.name}?` })
  await question.getByRole("button", { name: "Replace card" }).click()
  await expect(toast(staff, "The old one does not work any more.")).toBeVisible()
  const [old, fresh] = (await cardsOf(sql, [guest.id])) as unknown as [Card, Card]
  await expect(staff.getByText(codeInGroups(fresh.code))).toBeVisible()
  expect([await letIn(old), await letIn(fresh)]).toEqual([
    [undefined, undefined],
    [guest.id, guest.id],
  ])
  await staff.getByRole("main").getByRole("link", { name: "Print" }).click()
  await expect(pictures(staff)).toHaveCount(1)
  expect(await scanned(staff, pictures(staff))).toBe(fresh.token)
})

test("a card is taken out of use by keyboard alone, and the cursor is not lost", async ({
  admin,
  guest,
  sql,
}) => {
  await open(admin, `/clients/${guest.id}`)
  await admin.getByRole("button", { name: "Print card" }).press("Enter")
  await expect(pictures(admin)).toHaveCount(1)
  await open(admin, `/clients/${guest.id}`)
  const item = (name: string) => admin.getByRole("menuitem", { name })
  const ask = async () => {
    await admin.keyboard.press("Enter")
    await expect(item("Replace")).toBeFocused()
    await admin.keyboard.press("ArrowDown")
    await expect(item("Take out of use")).toBeFocused()
    await admin.keyboard.press("Enter")
    await expect(question).toBeVisible()
  }
  const question = admin.getByRole("alertdialog", {
    name: `Take the member card of ${guest.name} out of use?`,
  })
  await more(admin).focus()
  await ask()
  await admin.keyboard.press("Escape")
  await expect(question).toHaveCount(0)
  await expect(more(admin)).toBeFocused()
  await ask()
  await admin.keyboard.press("Tab")
  await admin.keyboard.press("Enter")
  await expect(toast(admin, "The member card does not work any more.")).toBeVisible()
  await expect(admin.getByRole("button", { name: "Print card" })).toBeVisible()
  await expect(admin.getByRole("main")).toBeFocused()
  const [card] = await cardsOf(sql, [guest.id])
  expect(await letIn(card as Card)).toEqual([undefined, undefined])
  await expect(admin.getByText("took the member card out of use")).toBeVisible()
})

test("cards for everybody on a list are made and printed at once, and opening the page makes none", {
  tag: "@long",
}, async ({ staff, api, sql }) => {
  const last_name = uniqueWord()
  const clients = await Promise.all(
    Array.from({ length: 12 }, () => api.addClient({ first_name: uniqueWord(), last_name })),
  )
  const ids = clients.map(({ id }) => id)
  await open(staff, `/clients?q=${last_name}`)
  await staff.getByRole("link", { name: "Print cards" }).click()
  await expect(staff.getByText("12 clients have no card yet.")).toBeVisible()
  await expectAccessible(staff)
  expect(await cardsOf(sql, ids)).toHaveLength(0)
  await staff.getByRole("button", { name: "Make 12 cards" }).press("Enter")
  await expect(toast(staff, "12 cards are made.")).toBeVisible()
  await expect(pictures(staff)).toHaveCount(12)
  await expect(staff.getByRole("main")).toBeFocused()
  expect(await cardsOf(sql, ids)).toHaveLength(12)

  const names = clients.map(({ first_name }) => first_name).sort()
  const shown = await pictures(staff).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))
  expect(shown).toEqual(names.map((name) => `QR code of ${name} ${last_name[0]}.`))
  expect(await printed(staff)).toEqual([letter, letter])

  await staff.emulateMedia({ media: "print" })
  await staff.setViewportSize({ width: 816, height: 1056 })
  const places = await pictures(staff).evaluateAll((all) =>
    all.map((one) => {
      const { x, y, width, height } = (one.closest("li") as Element).getBoundingClientRect()
      return [x, y + window.scrollY, width, height].map((px) => px / 96)
    }),
  )
  const sheet = [0, 1, 2, 3, 4].flatMap((row) => [0, 1].map((column) => [0.75 + 3.5 * column, 0.5 + 2 * row]))
  const expected = [...sheet, ...sheet.slice(0, 2).map(([x = 0, y = 0]) => [x, y + 11])]
  for (const [at, place] of places.entries())
    for (const [side, inches] of [...(expected[at] ?? []), 3.5, 2].entries())
      expect(place[side], `card ${at}`).toBeCloseTo(inches, 2)
  await staff.emulateMedia({ media: null })

  await open(staff, `/cards/print?q=${last_name}&size=label`)
  expect(await printed(staff)).toEqual(Array.from({ length: 12 }, () => label))
  const tokens = new Map((await cardsOf(sql, ids)).map(({ client_id, token }) => [client_id, token]))
  const last = clients.find(({ first_name }) => first_name === names.at(-1))
  expect(await scanned(staff, pictures(staff).last())).toBe(tokens.get(String(last?.id)))
  await staff.getByRole("link", { name: "Back" }).click()
  await expect(staff).toHaveURL(`/clients?q=${last_name}`)
})

test("a list that is too long says so, and one without anybody too", { tag: "@long" }, async ({
  staff,
  sql,
}) => {
  const [row] = await sql`select count(*)::int as number from clients where deleted_at is null`
  expect(row?.number).toBeGreaterThan(200)
  await open(staff, "/clients")
  await staff.getByRole("link", { name: "Print cards" }).click()
  await expect(staff.getByRole("heading", { name: "are too many at once" })).toBeVisible()
  await expect(pictures(staff)).toHaveCount(0)
  await open(staff, "/clients?q=nobody+has+this+name")
  await expect(staff.getByRole("link", { name: "Print cards" })).toHaveCount(0)
  await open(staff, "/cards/print?q=nobody+has+this+name")
  await expect(staff.getByRole("heading", { name: "There is no card to print" })).toBeVisible()
})
