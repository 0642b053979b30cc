import type { Page } from "@playwright/test"
import { expect, open, test, toast } from "./centre"

test.use({ ownBrowser: true })

const chunks = "**/_next/static/chunks/*.js"
const accountMenu = (page: Page) => page.getByRole("button", { name: /account menu/ })

/** From now on no script comes until `come` is called. */
async function holdScripts(page: Page) {
  let come = () => {}
  const held = new Promise<void>((resolve) => {
    come = resolve
  })
  await page.route(chunks, async (route) => {
    await held
    await route.continue()
  })
  return come
}

test("what is typed into the search before it is there stands in it", async ({ staff, guest }) => {
  await open(staff, "/")
  const come = await holdScripts(staff)
  await staff.keyboard.press("Control+k")
  await staff.keyboard.type(`${guest.first_name}x`)
  await staff.keyboard.press("Backspace")
  come()
  await expect(staff.getByRole("combobox")).toBeFocused()
  await staff.keyboard.type(` ${guest.last_name}`)
  await expect(staff.getByRole("combobox")).toHaveValue(guest.name)
  await expect(staff.getByRole("option", { name: guest.name })).toBeVisible()
  await staff.keyboard.press("Escape")
  await staff.keyboard.press("Control+k")
  await expect(staff.getByRole("combobox")).toHaveValue("")
})

test("what is typed while the search comes is seen at once, and Enter, Enter after it checks in", {
  tag: "@long",
}, async ({ staff, api, guest }) => {
  await open(staff, "/")
  const come = await holdScripts(staff)
  await staff.keyboard.press("Control+k")
  await staff.keyboard.type(guest.last_name)
  await expect(staff.getByRole("button", { name: guest.last_name })).toBeVisible()
  await staff.keyboard.press("Enter")
  await staff.keyboard.press("Enter")
  come()
  await expect(toast(staff, `${guest.name} is checked in.`)).toBeVisible()
  await expect(staff.getByRole("dialog")).toHaveCount(0)
  expect(await api.visits(guest.id)).toHaveLength(1)
})

test("Ctrl+K in the very moment in which React has taken the page over opens the search", {
  tag: "@long",
}, async ({ staff, guest }) => {
  await staff.addInitScript(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      const [, root] = Object.entries(document).find(([key]) => key.startsWith("__reactContainer$")) ?? []
      if (root?.stateNode.current.memoizedState.isDehydrated !== false) return port2.postMessage("later")
      const key = { key: "k", ctrlKey: true, bubbles: true, cancelable: true }
      document.body.dispatchEvent(new KeyboardEvent("keydown", key))
    }
    port2.postMessage("now")
  })
  await open(staff, "/")
  await staff.keyboard.type(guest.name)
  await expect(staff.getByRole("combobox")).toHaveValue(guest.name)
  await expect(staff.getByRole("option", { name: guest.name })).toBeVisible()
})

test("a search that was given up before it is there does not open", { tag: "@long" }, async ({ staff }) => {
  await open(staff, "/")
  const come = await holdScripts(staff)
  await staff.keyboard.press("Control+k")
  await staff.keyboard.press("Escape")
  come()
  await accountMenu(staff).click()
  await expect(staff.getByRole("menu")).toBeVisible()
  await expect(staff.getByRole("dialog")).toHaveCount(0)
})

test("a menu opens for who clicked its button before it is there", { tag: "@long" }, async ({ staff }) => {
  await open(staff, "/")
  const come = await holdScripts(staff)
  await accountMenu(staff).click()
  come()
  await expect(staff.getByRole("menu")).toBeVisible()
  await staff.keyboard.press("Escape")
  await expect(staff.getByRole("menu")).toHaveCount(0)
  await expect(accountMenu(staff)).toBeFocused()
})

for (const key of ["Enter", "Space", "ArrowDown"])
  test(`a menu opens at its first line for who pressed ${key} before it is there`, { tag: "@long" }, async ({
    staff,
  }) => {
    await open(staff, "/")
    const come = await holdScripts(staff)
    await accountMenu(staff).focus()
    await staff.keyboard.press(key)
    come()
    await expect(staff.getByRole("menuitemradio").first()).toBeFocused()
  })

test("a button that was reached by keyboard keeps the focus when its menu comes", { tag: "@long" }, async ({
  staff,
}) => {
  await open(staff, "/")
  const came = staff.waitForResponse(chunks)
  await accountMenu(staff).focus()
  await came
  await expect(accountMenu(staff)).toHaveAttribute("data-state", "closed")
  await expect(accountMenu(staff)).toBeFocused()
})

test.describe("a part that does not come", () => {
  test.use({ provoked: [/ERR_FAILED/] })

  const didNotCome = "This part of the page did not load."

  test("is told where Ctrl+K or a menu's button was pressed, and comes the next time", async ({ staff }) => {
    const search = staff.getByRole("dialog", { name: "Find a client or a command" })
    const parts = [
      { reach: () => staff.keyboard.press("Control+k"), part: search },
      { reach: () => accountMenu(staff).click(), part: staff.getByRole("menu") },
    ]
    for (const { reach, part } of parts) {
      await open(staff, "/")
      await staff.route(chunks, (route) => route.abort())
      await reach()
      await expect(toast(staff, didNotCome)).toBeVisible()
      await expect(part).toHaveCount(0)
      await staff.unroute(chunks)
      await reach()
      await expect(part).toBeVisible()
    }
  })

  test("is told, and comes the next time", { tag: "@long" }, async ({ admin }) => {
    await open(admin, "/clients")
    await admin.route(chunks, (route) => route.abort())
    const add = admin.getByRole("button", { name: "Add client" })
    await add.click()
    await expect(toast(admin, didNotCome)).toBeVisible()
    await expect(add).toHaveAttribute("aria-expanded", "false")
    await admin.unroute(chunks)
    await admin.getByRole("button", { name: "Dismiss" }).click()
    await add.click()
    await expect(admin.getByRole("dialog", { name: "Add client" })).toBeVisible()
  })
})
