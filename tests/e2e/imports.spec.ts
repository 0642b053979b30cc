import { readFile } from "node:fs/promises"
import type { Page } from "@playwright/test"
import { expectAccessible } from "./accessible"
import { expect, open, test } from "./centre"
import { uniqueWord } from "./words"

const newUci = () => `6${Math.random().toString().slice(2, 8)}`
const row = (page: Page, name: string | RegExp) => page.getByRole("row", { name })

/** A refused file is a refused request. */
test.use({ provoked: [/status of 422/] })

/** Reaches the element with the Tab key and nothing else. */
async function tabTo(page: Page, name: string | RegExp) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab")
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null
      return (element?.labels?.[0] ?? element)?.textContent?.trim() ?? ""
    })
    if (typeof name === "string" ? focused === name : name.test(focused)) return
  }
  throw new Error(`Tab does not lead to ${name}`)
}

/** Drops a file where files are dropped. */
async function dropFile(page: Page, name: string, text: string) {
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer()
      data.items.add(new File([String(text)], String(name)))
      return data
    },
    [name, text],
  )
  const place = page.getByText("Drop the file here, or")
  await place.dispatchEvent("dragover", { dataTransfer: transfer })
  await place.dispatchEvent("drop", { dataTransfer: transfer })
}

test("an admin imports a file by keyboard: columns, preview, progress over a reload, result, wrong rows, undo", async ({
  admin,
  api,
}) => {
  test.setTimeout(180_000)
  const [surname, heading, uci] = [uniqueWord(), uniqueWord(), newUci()]
  const known = await api.addClient({ last_name: surname, uci_number: uci, phone: "661 555 0101" })
  const many = Array.from({ length: 4000 }, (_, i) => `${surname}${i},${surname},,,`)
  const file = [
    `First name,Surname,Mobile,UCI,${heading}`,
    `${known.first_name},${surname},(661) 555-0109,${uci},Rosa Example`,
    ...many,
    "Wrong,,5550,,",
  ].join("\n")

  await open(admin, "/imports")
  await tabTo(admin, "Import a file")
  await admin.keyboard.press("Enter")
  await expect(admin.getByRole("heading", { level: 1 })).toHaveText("Import a file")
  await expect(admin.getByRole("button", { name: "Choose a file" })).toBeVisible()
  const chooser = admin.waitForEvent("filechooser")
  await tabTo(admin, "Choose a file")
  await admin.keyboard.press("Enter")
  await (await chooser).setFiles({ name: "march.csv", mimeType: "text/csv", buffer: Buffer.from(file) })

  await expect(admin.getByRole("heading", { level: 1 })).toHaveText("march.csv")
  await expect(admin.getByLabel("Mobile")).toHaveValue("phone")
  await expect(admin.getByLabel(heading)).toHaveValue("")
  await tabTo(admin, heading)
  await admin.keyboard.type("Parent")
  await expect(admin.getByLabel(heading)).toHaveValue("parentGuardianName")
  await tabTo(admin, "Preview")
  await admin.keyboard.press("Enter")

  await expect(admin.getByText("4,001 of 4,002 rows can be imported. Nothing is written yet.")).toBeVisible({
    timeout: 60_000,
  })
  await expect(row(admin, "Wrong")).toContainText(
    "Last name: Enter the last name.Phone: Left out. Enter a phone number with area code, such as (661) 555-0123.",
  )
  await admin.getByRole("link", { name: /^Changed/ }).click()
  const change = row(admin, known.name)
  await expect(change).toContainText("Phone: (661) 555-0101 → (661) 555-0109")
  await expect(change).toContainText("Parent or guardian: empty → Rosa Example")
  expect((await api.client(known.id)).phone).toBe("+16615550101")
  await expectAccessible(admin)

  await admin.getByRole("heading", { level: 1 }).click()
  await tabTo(admin, /^Import 4,001 rows/)
  await admin.keyboard.press("Enter")
  await expect(admin.getByRole("progressbar")).toBeVisible()
  await expectAccessible(admin)
  await admin.reload()
  await expect(
    admin.getByText("4,000 clients added, 1 row changed a client, 1 row not imported."),
  ).toBeVisible({
    timeout: 90_000,
  })
  expect(await api.client(known.id)).toMatchObject({
    phone: "+16615550109",
    parent_guardian_name: "Rosa Example",
  })
  await expectAccessible(admin)

  const [wrong] = await Promise.all([
    admin.waitForEvent("download"),
    admin.getByRole("link", { name: "Download the rows to correct" }).click(),
  ])
  expect(wrong.suggestedFilename()).toBe("wrong-rows.csv")
  expect((await readFile(await wrong.path(), "utf8")).split("\r\n")).toEqual([
    `\uFEFFFirst name,Surname,Mobile,UCI,${heading},error`,
    `Wrong,,5550,,,"Enter the last name. Left out. Enter a phone number with area code, such as (661) 555-0123."`,
    "",
  ])

  await api.checkIn((await api.call("GET", `/clients?query=${surname}7+`)).body.data[0].id)
  await tabTo(admin, "Undo this import")
  await admin.keyboard.press("Enter")
  await expect(admin.getByRole("alertdialog")).toBeVisible()
  await expectAccessible(admin, "[role=alertdialog]")
  await tabTo(admin, "Undo import")
  await admin.keyboard.press("Enter")
  await expect(admin.getByText("4,000 rows taken back, 1 row not.")).toBeVisible({ timeout: 90_000 })
  await expect(admin.getByText("The client has visited since.")).toBeVisible()
  expect(await api.client(known.id)).toMatchObject({ phone: "+16615550101", parent_guardian_name: null })
  expect((await api.call("GET", `/clients?query=${surname}&limit=100`)).body.data).toHaveLength(2)
})

test("a dropped workbook is refused in words, and a dropped list is taken", { tag: "@long" }, async ({
  browserOf,
}) => {
  const admin = await browserOf("admin")
  await open(admin, "/imports/new")
  await dropFile(admin, "clients.xlsx", "PK\u0003\u0004 and more")
  const problem = admin.getByRole("alert").filter({ hasText: "This file was not loaded." })
  await expect(problem).toContainText(
    "This is an Excel workbook or a zip archive. Open it in a spreadsheet, save it",
  )
  await expect(problem).toBeFocused()
  await expectAccessible(admin)
  await dropFile(admin, "list.csv", `first_name,last_name\n${uniqueWord()},${uniqueWord()}\n`)
  await expect(admin.getByRole("heading", { level: 1 })).toHaveText("list.csv")
  await admin.getByRole("button", { name: "Preview" }).click()
  await expect(admin.getByText("The row can be imported. Nothing is written yet.")).toBeVisible()
  await admin.getByRole("link", { name: "Change the columns" }).click()
  await admin.getByRole("button", { name: "Preview" }).click()
  await expect(admin.getByRole("button", { name: "Import 1 row" })).toBeVisible()
})

test("a file without known headings is told what it lacks, and can be read in another way", {
  tag: "@phone",
}, async ({ admin }) => {
  await open(admin, "/imports/new")
  const [first, last] = [uniqueWord(), uniqueWord()]
  await dropFile(admin, "odd.csv", `Wer,Was ${uniqueWord()}\n${first},${last}\n`)
  await expect(admin.getByText("Choose which columns hold the first and the last name.")).toBeVisible()
  await admin.getByRole("button", { name: "Preview" }).click()
  const alert = admin.getByRole("alert").filter({ hasText: "Say which columns" })
  await expect(alert).toBeVisible()
  await admin.getByLabel("Headings stand").selectOption("in row 1")
  await expect(admin.getByLabel("Wer")).toBeVisible()
  await admin.getByLabel("Wer").selectOption("First name")
  await admin.getByLabel(/^Was/).selectOption("Last name")
  await admin.getByRole("button", { name: "Preview" }).click()
  await expect(row(admin, `${first} ${last}`)).toContainText("New")
})

test("an admin downloads the template, and exports the clients that the list shows", {
  tag: "@long",
}, async ({ admin, staff, api }) => {
  const client = await api.addClient({ notes: "=1+1" })
  await open(admin, "/imports/new")
  const [template] = await Promise.all([
    admin.waitForEvent("download"),
    admin.getByRole("link", { name: "Download a template" }).click(),
  ])
  expect(template.suggestedFilename()).toBe("clients-template.csv")
  await open(admin, `/clients?q=${client.last_name}`)
  const [file] = await Promise.all([
    admin.waitForEvent("download"),
    admin.getByRole("link", { name: "Export" }).click(),
  ])
  expect(file.suggestedFilename()).toBe("clients.csv")
  const lines = (await readFile(await file.path(), "utf8")).split("\r\n")
  expect(lines).toHaveLength(3)
  expect(lines[1]).toBe(`${client.first_name},${client.last_name},,,,,,,,,,"'=1+1",,,,${client.id}`)
  await admin.getByRole("link", { name: "Import CSV" }).click()
  await expect(admin.getByRole("heading", { level: 1 })).toHaveText("Import a file")
  await open(staff, "/clients")
  for (const name of ["Export", "Import CSV", "Imports"])
    await expect(staff.getByRole("link", { name, exact: true })).toHaveCount(0)
})
