import type { Page } from "@playwright/test"
import { groupedBy } from "../../lib/core/grouped"
import { expectAccessible } from "./accessible"
import type { Client } from "./api"
import { withCard } from "./cards"
import { expect, longUnless, open, test, toast } from "./centre"
import { openTablet, unknownPhone } from "./door-tablet"

type Opening = [
  what: string,
  as: "admin" | "staff",
  path: (guest: Client) => string,
  work: (page: Page, guest: Client) => Promise<unknown>,
]

const button = (name: string) => (page: Page) =>
  page.getByRole("button", { name, exact: true }).first().click()
const ofEntry = (name: RegExp) => async (page: Page) => {
  const { station, entered } = await openTablet()
  await entered({ way: "phone", value: unknownPhone() })
  await open(page, "/check-ins/waiting")
  const entry = page.getByRole("listitem").filter({ hasText: station })
  await entry.getByRole("button", { name }).click()
}
const client = ({ id }: Client) => `/clients/${id}`

const openings: Opening[] = [
  ["adding a client", "admin", () => "/clients", button("Add client")],
  ["editing a client", "admin", client, button("Edit")],
  ["editing the notes", "staff", client, button("Edit notes")],
  ["editing the tags", "admin", client, button("Edit tags")],
  ["adding a membership", "admin", client, button("Add membership")],
  ["adding a contact", "admin", client, button("Add contact")],
  ["adding a user", "admin", () => "/admin/users", button("Add user")],
  [
    "editing a user",
    "admin",
    () => "/admin/users",
    async (page) => {
      await page.getByRole("button", { name: "Actions for Sam Whitlock" }).click()
      await page.getByRole("menuitem", { name: "Edit name and e-mail" }).click()
    },
  ],
  ["setting up a second factor", "staff", () => "/account", button("Set up")],
  ["setting the kiosk PIN", "staff", () => "/account", button("Set PIN")],
  ["adding a plan", "admin", () => "/admin/plans", button("Add plan")],
  ["editing a plan", "admin", () => "/admin/plans", button("Edit 10 Hours")],
  ["setting the POS dates", "admin", client, button("Set POS dates")],
  ["adding an API key", "admin", () => "/admin/api-keys", button("Add key")],
  ["adding a webhook target", "admin", () => "/admin/webhooks/targets", button("Add target")],
  ["pairing a tablet", "admin", () => "/admin/devices", button("Pair a tablet")],
  [
    "editing a tablet",
    "admin",
    () => "/admin/devices",
    async (page) => {
      const { name } = await openTablet()
      await open(page, "/admin/devices")
      await page.getByRole("button", { name: `Actions for ${name}` }).click()
      await page.getByRole("menuitem", { name: "Edit name and station" }).click()
    },
  ],
  ["finding the client of a kiosk entry", "staff", () => "/check-ins/waiting", ofEntry(/^Find/)],
  ["dismissing a kiosk entry", "staff", () => "/check-ins/waiting", ofEntry(/^Dismiss/)],
  ["adding a tag", "admin", () => "/admin/tags", button("Add tag")],
  [
    "renaming a tag",
    "admin",
    () => "/admin/tags",
    (page) =>
      page
        .getByRole("button", { name: /^Rename/ })
        .first()
        .click(),
  ],
  ["adding a client from the search", "admin", () => "/clients?add=1", async () => {}],
  ["finding a client", "staff", () => "/", (page) => page.keyboard.press("Control+k")],
  [
    "what to do for a client who was found",
    "staff",
    () => "/",
    async (page, guest) => {
      await page.keyboard.press("Control+k")
      await page.keyboard.type(guest.last_name)
      await page.getByRole("option", { name: guest.name }).click()
      await expect(page.getByRole("option", { name: "Check in" })).toBeVisible()
    },
  ],
]

/** Those that are opened on one page, by one person: a form, a question to a list, and the palette stand for the others. */
const groups = groupedBy(openings, ([, as, path]) => `${as} at ${path({ id: "a client" } as Client)}`)

const stand = new Set(["admin at /clients/a client", "staff at /check-ins/waiting", "staff at /"])

for (const [where, group] of groups)
  test(
    `each dialog that opens for ${where} is usable by everybody, and Escape closes it`,
    longUnless(stand.has(where)),
    async ({ browserOf, guest }) => {
      test.setTimeout(30_000 + group.length * 15_000)
      const page = await browserOf(group[0]?.[1])
      for (const [what, , path, work] of group)
        await test.step(what, async () => {
          await open(page, path(guest))
          await work(page, guest)
          await expect(page.getByRole("dialog")).toBeVisible()
          await expectAccessible(page, "[role=dialog]")
          await page.keyboard.press("Escape")
          await expect(page.getByRole("dialog")).toHaveCount(0)
        })
    },
  )

for (const [path, name] of [
  ["/admin/webhooks/targets", "Add target"],
  ["/admin/api-keys", "Add key"],
  ["/admin/devices", "Pair a tablet"],
] as const)
  test(
    `what was typed behind ${name} is not lost without a question`,
    longUnless(name === "Add key"),
    async ({ admin }) => {
      await open(admin, path)
      await button(name)(admin)
      const typed = admin.getByRole("dialog").getByLabel("Name")
      await typed.fill("Half of a na")
      await admin.keyboard.press("Escape")
      const question = admin.getByRole("alertdialog", { name: "Discard what you typed?" })
      await expect(question).toBeVisible()
      await expectAccessible(admin, "[role=alertdialog]")
      await question.getByRole("button", { name: "Keep editing" }).click()
      await expect(typed).toHaveValue("Half of a na")
      await admin.keyboard.press("Escape")
      await question.getByRole("button", { name: "Discard" }).click()
      await expect(admin.getByRole("dialog")).toHaveCount(0)
    },
  )

test("the dialog for following up on a renewal is usable by everybody", { tag: "@long" }, async ({
  admin,
  api,
}) => {
  const client = await api.addCovered(-100, 12)
  await api.call("PATCH", `/clients/${client.id}`, { service_coordinator: `Coordinator of ${client.name}` })
  await open(
    admin,
    `/memberships/renewals?coordinator=Coordinator+of+${client.first_name}+${client.last_name}`,
  )
  await admin.getByRole("button", { name: `Mark ${client.name}` }).click()
  await expect(admin.getByRole("dialog")).toBeVisible()
  await expectAccessible(admin, "[role=dialog]")
  await admin.keyboard.press("Escape")
  await expect(admin.getByRole("dialog")).toHaveCount(0)
})
for (const name of ["Renew", "Extend", "Cancel"])
  test(
    `the dialog that ${name} opens beside a membership is usable by everybody, and Escape closes it`,
    longUnless(name === "Cancel"),
    async ({ admin, api }) => {
      const { id } = await api.addCovered(-10, 12)
      await open(admin, `/clients/${id}`)
      const trigger = admin.getByRole("button", { name: `${name} Unlimited` })
      await trigger.click()
      await expect(admin.getByRole("dialog")).toBeVisible()
      await expectAccessible(admin, "[role=dialog]")
      await admin.keyboard.press("Escape")
      await expect(admin.getByRole("dialog")).toHaveCount(0)
      await expect(trigger).toBeFocused()
    },
  )
test("the question before deleting a tag is usable by everybody", { tag: "@long" }, async ({ admin }) => {
  await open(admin, "/admin/tags")
  await admin.getByRole("button", { name: "Delete Needs quiet room" }).click()
  await expect(admin.getByRole("alertdialog")).toContainText("will lose it")
  await expectAccessible(admin)
})

test("the errors of a form are usable by everybody", async ({ admin, guest }) => {
  await open(admin, `/clients/${guest.id}?edit=1`)
  await admin.getByLabel("First name").fill("")
  await admin.getByLabel("Phone").fill("12")
  await admin.getByRole("button", { name: "Save" }).click()
  await expect(admin.getByText("First name: Enter the first name.")).toBeVisible()
  await expectAccessible(admin)
})

test("the question before erasing is usable by everybody", async ({ admin, api, guest }) => {
  await api.call("DELETE", `/clients/${guest.id}`)
  await open(admin, "/clients/deleted")
  await admin.getByRole("button", { name: `Erase ${guest.name}` }).click()
  await expect(admin.getByRole("alertdialog")).toBeVisible()
  await expectAccessible(admin)
})

for (const [item, question] of [
  ["Replace", "Replace the member card of"],
  ["Take out of use", "Take the member card of"],
])
  test(
    `the question behind ${item} beside a member card is usable by everybody`,
    longUnless(item === "Replace"),
    async ({ staff, guest }) => {
      await withCard(null, guest)
      await open(staff, `/clients/${guest.id}`)
      await staff.getByRole("button", { name: "More about the member card" }).click()
      await expectAccessible(staff)
      await staff.getByRole("menuitem", { name: item }).click()
      await expect(staff.getByRole("alertdialog", { name: `${question} ${guest.name}` })).toBeVisible()
      await expectAccessible(staff)
    },
  )

test("the dialog for voiding a check-in is usable by everybody", { tag: "@long" }, async ({
  admin,
  api,
  guest,
  sql,
}) => {
  const id = await api.checkIn(guest.id)
  await sql`update check_ins set checked_in_at = checked_in_at - interval '11 minutes' where id = ${id}`
  await open(admin, `/check-ins?client=${guest.id}`)
  await admin.getByRole("button", { name: /^Void/ }).click()
  await expect(admin.getByRole("dialog")).toBeVisible()
  await expectAccessible(admin)
})

test("the account menu is usable by everybody", async ({ staff }) => {
  await open(staff, "/")
  await staff.getByRole("button", { name: /account menu/ }).click()
  await expect(staff.getByRole("menu")).toBeVisible()
  await expectAccessible(staff)
})

test("the message after a check-in is usable by everybody", async ({ staff, api }) => {
  const expired = await api.addCovered(-100, -3)
  await open(staff, `/clients/${expired.id}`)
  await staff.getByRole("button", { name: `Check in ${expired.name}` }).click()
  await expect(toast(staff, "is checked in")).toBeVisible()
  await expectAccessible(staff)
})
