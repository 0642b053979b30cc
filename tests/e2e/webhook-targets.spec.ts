import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Page } from "@playwright/test"
import { Webhook } from "standardwebhooks"
import { keyOf } from "../../lib/webhooks/sign"
import { outgoingNames } from "../../lib/webhooks/told"
import { expectAccessible } from "./accessible"
import { test as base, expect, open, toast } from "./centre"
import { uniqueWord } from "./words"

type Arrived = { body: string; headers: Record<string, string> }
/** `tests` are the tests that arrived; what other tests do at the same time arrives, too. */
type Receiver = { url: string; tests: Arrived[]; status: number }

const test = base.extend<{ receiver: Receiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
  receiver: async ({}, use) => {
    const receiver: Receiver = { url: "", tests: [], status: 200 }
    const server = createServer((request, response) => {
      let body = ""
      request.setEncoding("utf8").on("data", (text) => {
        body += text
      })
      request.on("end", () => {
        const headers = request.headers as Record<string, string>
        if (JSON.parse(body).event === "test") receiver.tests.push({ body, headers })
        response.writeHead(receiver.status).end("Seen by the receiver")
      })
    })
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
    receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
    await use(receiver)
    server.closeAllConnections()
    server.close()
  },
})

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name })
const menu = async (page: Page, name: string, item: string) => {
  await page.getByRole("button", { name: `Actions for ${name}` }).click()
  await page.getByRole("menuitem", { name: item }).click()
}

/** A target of memberships that are changed; returns its name and secret. */
async function addTarget(page: Page, url: string) {
  const name = `${uniqueWord()} ${uniqueWord()}`
  await open(page, "/admin/webhooks/targets")
  await page.getByRole("button", { name: "Add target" }).first().click()
  const dialog = page.getByRole("dialog", { name: "Add target" })
  await dialog.getByRole("button", { name: "Add target" }).click()
  await expect(dialog.getByText("Name: Enter a name.")).toBeVisible()
  await expectAccessible(page, "[role=dialog]")
  await dialog.getByLabel("Name").fill(name)
  await dialog.getByLabel("Address").fill(url)
  for (const event of Object.values(outgoingNames))
    if (event !== "Membership changed") await dialog.getByLabel(event, { exact: true }).uncheck()
  await dialog.getByRole("button", { name: "Add target" }).click()
  const secret = await dialog.getByLabel("Its secret").inputValue()
  await page.keyboard.press("Escape")
  await expect(row(page, name)).toContainText("Membership changed")
  return { name, secret }
}

async function remove(page: Page, name: string) {
  await open(page, "/admin/webhooks/targets")
  await menu(page, name, "Remove")
  await expectAccessible(page, "[role=alertdialog]")
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click()
  // While it asks, nothing of the page behind is found.
  await expect(page.getByRole("alertdialog")).toHaveCount(0)
  await expect(row(page, name)).toHaveCount(0)
}

test("a target is added, tested, and what came back is seen", async ({ admin, receiver }) => {
  const { name, secret } = await addTarget(admin, receiver.url)
  await menu(admin, name, "Send a test")
  await toast(admin, `A test is on its way to ${name}.`).getByRole("button", { name: "See it" }).click()
  await expect(admin.getByRole("heading", { level: 1 })).toContainText("Test")
  await expect.poll(() => receiver.tests.length).toBe(1)
  const [{ body = "", headers = {} } = {}] = receiver.tests
  expect(new Webhook(keyOf(secret).toString("base64")).verify(body, headers)).toMatchObject({ event: "test" })

  const sent = row(admin, name).filter({ hasText: "Test" })
  // The receiver has it before the sender has written down that it arrived.
  await expect(async () => {
    await open(admin, "/admin/webhooks/sent?state=delivered")
    await expect(sent).toContainText("Arrived", { timeout: 1000 })
  }).toPass()
  await sent.getByRole("link", { name: "Test" }).click()
  await expect(admin.getByText("Answer 200")).toBeVisible()
  await admin.getByText("What it answered").click()
  await expect(admin.getByText("Seen by the receiver")).toBeVisible()
  await expectAccessible(admin)
  await admin.getByRole("button", { name: "Send again" }).click()
  await expect(toast(admin, "It is on its way again.")).toBeVisible()
  await expect.poll(() => receiver.tests.length).toBe(2)
  expect(receiver.tests[1]?.body).toBe(body)
  const page = admin.url()
  await remove(admin, name)
  await open(admin, page)
  await expect(admin.getByText("The target was removed.")).toBeVisible()
  await expect(admin.getByRole("button", { name: "Send again" })).toHaveCount(0)
})

test("a receiver that fails is told as failing, one that is gone as off, and it is switched on again", {
  tag: "@long",
}, async ({ admin, receiver }) => {
  receiver.status = 500
  const { name } = await addTarget(admin, receiver.url)
  const reloaded = async () => {
    await open(admin, "/admin/webhooks/targets")
    return await row(admin, name).textContent()
  }
  await menu(admin, name, "Send a test")
  await expect.poll(reloaded).toContain("Failing")
  await row(admin, name)
    .getByRole("link", { name: /^\d+ waiting$/ })
    .click()
  await expect(row(admin, name).first()).toContainText("next try")
  receiver.status = 410
  await open(admin, "/admin/webhooks/targets")
  await menu(admin, name, "Send a test")
  await expect.poll(reloaded).toContain("it said that it is gone")
  await expectAccessible(admin)
  await open(admin, "/")
  await expect(admin.getByText(name)).toBeVisible()
  // What waits is tried at once when it is on again; another 410 would switch it off before the test does.
  receiver.status = 200
  await open(admin, "/admin/webhooks/targets")
  await menu(admin, name, "Switch on")
  await expect(toast(admin, `${name} is switched on.`)).toBeVisible()
  await menu(admin, name, "Switch off")
  await expect(row(admin, name)).toContainText("Off: by hand")
  await remove(admin, name)
})

test("a secret is changed, and a period is sent again", { tag: "@long" }, async ({ admin, receiver }) => {
  const { name, secret } = await addTarget(admin, receiver.url)
  await menu(admin, name, "Change secret")
  await expectAccessible(admin, "[role=alertdialog]")
  await admin.getByRole("alertdialog").getByRole("button", { name: "Change secret" }).click()
  const shown = admin.getByRole("dialog", { name: `The new secret of ${name}` })
  const changed = await shown.getByLabel("Its secret").inputValue()
  expect(changed).not.toBe(secret)
  await admin.keyboard.press("Escape")
  await menu(admin, name, "Send a test")
  await expect.poll(() => receiver.tests.length).toBe(1)
  const [{ body = "", headers = {} } = {}] = receiver.tests
  for (const one of [secret, changed])
    expect(new Webhook(keyOf(one).toString("base64")).verify(body, headers)).toMatchObject({ event: "test" })

  await menu(admin, name, "Send a period again")
  const dialog = admin.getByRole("dialog", { name: "Send a period again" })
  await dialog.getByRole("button", { name: "Send again" }).click()
  await expect(dialog.getByText("First day: Enter a date such as 1/31/2026.")).toBeVisible()
  await expectAccessible(admin, "[role=dialog]")
  await dialog.getByLabel("First day").fill("2026-01-01")
  await dialog.getByLabel("Last day").fill("2199-12-31")
  await dialog.getByRole("button", { name: "Send again" }).click()
  await expect(toast(admin, new RegExp(`sent again to ${name}\\.$`))).toBeVisible()
  await expect.poll(() => receiver.tests.length).toBe(2)
  await remove(admin, name)
})

test("a target is edited, also on a phone", async ({ admin, receiver }) => {
  const { name } = await addTarget(admin, "https://127.0.0.1:9/old")
  await admin.setViewportSize({ width: 360, height: 740 })
  await expectAccessible(admin)
  await menu(admin, name, "Edit")
  const dialog = admin.getByRole("dialog", { name: "Edit target" })
  await expect(dialog.getByLabel("Address")).toHaveValue("https://127.0.0.1:9/old")
  await expect(dialog.getByLabel("Check-in")).not.toBeChecked()
  await dialog.getByLabel("Membership changed").uncheck()
  await dialog.getByRole("button", { name: "Save" }).click()
  await dialog.getByRole("link", { name: "Events: Choose an event." }).click()
  await expect(dialog.getByLabel("Client added")).toBeFocused()
  await expectAccessible(admin, "[role=dialog]")
  const renamed = `${uniqueWord()} ${uniqueWord()}`
  await dialog.getByLabel("Name").fill(renamed)
  await dialog.getByLabel("Address").fill(receiver.url)
  await dialog.getByLabel("Membership changed").check()
  await dialog.getByLabel("Membership added").check()
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(toast(admin, "Saved.")).toBeVisible()
  await expect(row(admin, renamed)).toContainText("Membership added and Membership changed")
  await menu(admin, renamed, "Send a test")
  await expect.poll(() => receiver.tests.length).toBe(1)
  await remove(admin, renamed)
})

test("what was sent is found by its target and by its state", { tag: "@long" }, async ({
  admin,
  receiver,
}) => {
  const { name } = await addTarget(admin, receiver.url)
  await menu(admin, name, "Send a test")
  await expect.poll(() => receiver.tests.length).toBe(1)
  await open(admin, "/admin/webhooks/sent?state=delivered")
  await admin.getByLabel("Target").selectOption(name)
  await admin.getByRole("button", { name: "Show" }).click()
  await expect(admin).toHaveURL(/state=delivered&target=/)
  await expect(admin.getByRole("row").filter({ hasNotText: name })).toHaveCount(1)
  await expect(row(admin, name).filter({ hasText: "Test" })).toContainText("Arrived")
  await admin.getByRole("link", { name: "Given up" }).click()
  await expect(admin.getByText("Nothing here")).toBeVisible()
  await expect(admin.getByLabel("Target").getByRole("option", { selected: true })).toHaveText(name)
  await remove(admin, name)
})

test("a target of the settings is neither edited nor removed on the page", { tag: "@long" }, async ({
  admin,
  sql,
}) => {
  const name = `${uniqueWord()} ${uniqueWord()}`
  await sql`insert into webhook_targets
    (id, name, url, types, source, sealed_secret, created_at, switched_off_at, off_because)
    values (${crypto.randomUUID()}, ${name}, 'https://hooks.example.org/1', '[]', 'setting', 'none', now(), now(), 'hand')`
  try {
    await open(admin, "/admin/webhooks/targets")
    await expect(row(admin, name)).toContainText("Set by ZAPIER_CATCH_HOOK_URL")
    await admin.getByRole("button", { name: `Actions for ${name}` }).click()
    await expect(admin.getByRole("menuitem")).toHaveText(["Send a test", "Switch on", "Send a period again"])
  } finally {
    await sql`delete from webhook_targets where name = ${name}`
  }
})
