import { expect, longUnless, open, pressEscape, test, toast } from "./centre"
import { dayZone } from "./day-zone"
import { rareLetters, uniqueWord } from "./words"

test("staff check a client in from the list", { tag: "@phone" }, async ({ staff, api, guest }) => {
  await open(staff, `/clients?q=${guest.last_name}`)
  await staff.getByRole("button", { name: `Check in ${guest.name}` }).click()
  await expect(toast(staff, `${guest.name} is checked in.`)).toBeVisible()
  expect(await api.visits(guest.id)).toMatchObject([
    { method: "staff", station: "Front Desk", checked_in_by: "Sam Whitlock" },
  ])
})

test("staff check a client in from their page, and out again", { tag: "@phone" }, async ({
  staff,
  api,
  guest,
}) => {
  await open(staff, `/clients/${guest.id}`)
  await expect(staff.getByText("No visit yet").first()).toBeVisible()
  await staff.getByRole("button", { name: `Check in ${guest.name}` }).click()
  await expect(staff.getByText(/^Checked in \d/)).toBeVisible()
  await toast(staff, "is checked in").getByRole("button", { name: "Dismiss" }).click()
  await expect(toast(staff, "is checked in")).toHaveCount(0)
  await staff.getByRole("button", { name: `Check out ${guest.name}` }).click()
  await expect(toast(staff, `${guest.name} is checked out.`)).toBeVisible()
  await expect(staff.getByRole("button", { name: `Check in ${guest.name}` })).toBeVisible()
  expect((await api.visits(guest.id))[0].checked_out_at).not.toBeNull()
})

test("with the keyboard alone: Ctrl+K, three letters, Enter, Enter", async ({ staff, api }) => {
  const letters = rareLetters()
  const client = await api.addClient({ first_name: letters.toUpperCase() + uniqueWord().toLowerCase() })
  await open(staff, "/")
  await staff.keyboard.press("Control+k")
  await expect(staff.getByRole("combobox")).toBeFocused()
  await staff.keyboard.type(letters)
  await expect(staff.getByRole("option", { name: client.name })).toHaveAttribute("aria-selected", "true")
  await staff.keyboard.press("Enter")
  await expect(staff.getByRole("option", { name: "Check in" })).toHaveAttribute("aria-selected", "true")
  await staff.keyboard.press("Enter")
  await expect(toast(staff, `${client.name} is checked in.`)).toBeVisible()
  await expect(staff.getByRole("dialog")).toHaveCount(0)
  expect(await api.visits(client.id)).toHaveLength(1)
})

test("the keyboard does it also for those who type slowly", { tag: "@long" }, async ({ staff, api }) => {
  const letters = rareLetters()
  const client = await api.addClient({ first_name: `A${letters}${uniqueWord()}` })
  await open(staff, "/")
  await staff.keyboard.press("Control+k")
  let found = staff.getByRole("option").first()
  for (const letter of `a${letters}`) {
    await staff.keyboard.type(letter)
    await expect(found).toBeVisible()
    found = staff.getByRole("option", { name: client.name })
  }
  await expect(staff.getByRole("option")).toHaveCount(1)
  await expect(found).toHaveAttribute("aria-selected", "true")
  await staff.keyboard.press("Enter")
  await staff.keyboard.press("Enter")
  await expect(toast(staff, `${client.name} is checked in.`)).toBeVisible()
})

test("Escape closes the search, and the focus is where it was", { tag: "@long" }, async ({ staff }) => {
  await open(staff, "/clients")
  const field = staff.getByRole("searchbox", { name: "Search clients" })
  await field.focus()
  await staff.keyboard.press("Control+k")
  await pressEscape(staff, staff.getByRole("dialog", { name: "Find a client" }))
  await expect(staff.getByRole("dialog")).toHaveCount(0)
  await expect(field).toBeFocused()
})

const messages: [string, number, number, (name: string) => string][] = [
  ["active", -10, 100, (name) => `${name} is checked in.`],
  [
    "expiring",
    -10,
    12,
    (name) =>
      `${name} is checked in. Coverage ends in 12 days: please mention it, the service coordinator renews it.`,
  ],
  [
    "expired",
    -100,
    -3,
    (name) =>
      `${name} is checked in. Coverage ended 3 days ago: welcome today, and please ask them to talk to their service coordinator about renewing.`,
  ],
]

for (const [status, from, to, message] of messages)
  test(
    `the desk is told what to say to an ${status} client`,
    longUnless(status === "expired"),
    async ({ staff, api }) => {
      const client = await api.addCovered(from, to)
      await open(staff, `/clients/${client.id}`)
      await staff.getByRole("button", { name: `Check in ${client.name}` }).click()
      await expect(staff.locator("[data-sonner-toast] [data-title]")).toHaveText(message(client.name))
      expect(await api.visits(client.id)).toHaveLength(1)
    },
  )

test("a check-in is undone in the message that tells of it", async ({ staff, api, guest }) => {
  await open(staff, `/clients/${guest.id}`)
  await staff.getByRole("button", { name: `Check in ${guest.name}` }).click()
  await toast(staff, "is checked in").getByRole("button", { name: "Undo" }).click()
  await expect(toast(staff, "The check-in was undone.")).toBeVisible()
  await expect(staff.getByRole("button", { name: `Check in ${guest.name}` })).toBeVisible()
  expect(await api.visits(guest.id)).toMatchObject([{ removal: "undone" }])
})

test("a second check-in soon after is the first one, and has no Undo of that", async ({
  staff,
  api,
  guest,
}) => {
  await open(staff, `/clients?q=${guest.last_name}`)
  const button = staff.getByRole("button", { name: `Check in ${guest.name}` })
  await expect(button).toBeVisible()
  await api.checkIn(guest.id)
  await button.click()
  const told = toast(staff, `${guest.name} was already checked in at`)
  await expect(told.getByRole("button", { name: "Open" })).toBeVisible()
  await expect(told.getByRole("button", { name: "Undo" })).toHaveCount(0)
  expect(await api.visits(guest.id)).toHaveLength(1)
})

test("who is here is said so in the list and the search, with the way out, and asked about before a second visit", async ({
  staff,
  api,
  guest,
  sql,
}) => {
  await open(staff, `/clients/${guest.id}`)
  await expect(staff.getByRole("button", { name: `Check in ${guest.name}` })).toBeVisible()
  const id = await api.checkIn(guest.id)
  await sql`update check_ins set checked_in_at = checked_in_at - interval '6 minutes' where id = ${id}`
  // On a page that does not know yet.
  await staff.getByRole("button", { name: `Check in ${guest.name}` }).click()
  const asked = toast(staff, `${guest.name} has been here since`)
  await asked.getByRole("button", { name: "Second visit" }).click()
  await expect(toast(staff, `${guest.name} is checked in.`)).toBeVisible()
  expect(await api.visits(guest.id)).toHaveLength(2)
  await open(staff, `/clients?q=${guest.last_name}`)
  await expect(staff.getByText(/Here since \d/)).toBeVisible()
  await staff.keyboard.press("Control+k")
  await staff.keyboard.type(guest.last_name)
  await staff.getByRole("option", { name: guest.name }).click()
  await staff.getByRole("option", { name: /Check out, here since/ }).click()
  await expect(toast(staff, `${guest.name} is checked out.`)).toBeVisible()
  await expect(staff.getByRole("button", { name: `Check in ${guest.name}` })).toBeVisible()
})

test("what can be done with a row is in sight at any width", { tag: "@long" }, async ({ admin, api }) => {
  const client = await api.addCovered(-10, 12)
  await api.call("PATCH", `/clients/${client.id}`, {
    email: `${"long".repeat(12)}@example.org`,
    phone: "6615550139",
  })
  for (const width of [768, 820, 1024, 1180])
    for (const [path, name] of [
      [`/clients?q=${client.last_name}`, `Check in ${client.name}`],
      ["/memberships", /^Renew/],
    ] as const) {
      await admin.setViewportSize({ width, height: 800 })
      await open(admin, path)
      const button = admin.getByRole("button", { name }).first()
      await expect(button).toBeInViewport({ ratio: 1 })
      const box = await button.boundingBox()
      expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
    }
})

test("a double click makes one visit", { tag: "@long" }, async ({ staff, api, guest }) => {
  await open(staff, `/clients/${guest.id}`)
  await staff.getByRole("button", { name: `Check in ${guest.name}` }).dblclick()
  await expect(staff.getByText(/^Checked in \d/)).toBeVisible()
  expect(await api.visits(guest.id)).toHaveLength(1)
})

test("an older check-in is voided by an admin with a reason; staff cannot", async ({
  admin,
  staff,
  api,
  guest,
  sql,
}) => {
  const id = await api.checkIn(guest.id)
  await sql`update check_ins set checked_in_at = checked_in_at - interval '11 minutes' where id = ${id}`
  const list = `/check-ins?client=${guest.id}`
  await open(staff, list)
  await expect(staff.getByRole("button", { name: "Check out" })).toBeVisible()
  await expect(staff.getByRole("button", { name: /^(Void|Undo)/ })).toHaveCount(0)

  await open(admin, list)
  await admin.getByRole("button", { name: `Void the check-in of ${guest.name}` }).click()
  const dialog = admin.getByRole("dialog", { name: "Void this check-in" })
  await dialog.getByRole("button", { name: "Void" }).click()
  await expect(dialog.getByText("Reason: Say why this check-in is voided.")).toBeVisible()
  await dialog.getByLabel("Reason").fill("Wrong person")
  await dialog.getByRole("button", { name: "Void" }).click()
  await expect(toast(admin, "The check-in is voided.")).toBeVisible()
  await expect(admin.getByText("Voided: Wrong person")).toBeVisible()
  expect(await api.visits(guest.id)).toMatchObject([{ removal: "voided", removal_reason: "Wrong person" }])
})

test("the check-ins page filters by day, method and client", { tag: "@phone" }, async ({
  staff,
  api,
  guest,
  sql,
}) => {
  const id = await api.checkIn(guest.id)
  const row = staff.getByRole("link", { name: guest.name, exact: true })
  await open(staff, "/check-ins?method=api")
  await expect(row).toBeVisible()
  await staff.getByLabel("Method").selectOption("kiosk")
  await staff.getByRole("button", { name: "Show", exact: true }).click()
  await expect(staff).toHaveURL(/method=kiosk/)
  await expect(row).toHaveCount(0)
  await sql`update check_ins set checked_in_at = '2026-01-05 20:00'::timestamp at time zone ${dayZone} where id = ${id}`
  await open(staff, "/check-ins?method=api")
  await staff.getByLabel("Day").fill("2026-01-05")
  await staff.getByRole("button", { name: "Show", exact: true }).click()
  await expect(staff).toHaveURL(/date=2026-01-05/)
  await expect(row).toBeVisible()
  await staff.getByLabel("Day").fill("2026-01-06")
  await staff.getByRole("button", { name: "Show", exact: true }).click()
  await expect(row).toHaveCount(0)
  await open(staff, `/check-ins?q=${guest.last_name.toLowerCase()}`)
  await expect(staff.getByRole("link", { name: guest.name, exact: true })).toHaveCount(1)
})

test("who is here shows a client until they are checked out", async ({ staff, api, guest }) => {
  await api.checkIn(guest.id)
  for (const path of ["/", "/check-ins/here"]) {
    await open(staff, path)
    await expect(staff.getByRole("link", { name: guest.name, exact: true })).toBeVisible()
  }
  await staff.getByRole("button", { name: `Check out ${guest.name}` }).click()
  await expect(staff.getByRole("link", { name: guest.name, exact: true })).toHaveCount(0)
})
