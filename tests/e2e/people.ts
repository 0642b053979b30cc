import type { Page } from "@playwright/test"
import { connect } from "../../db/client"
import { codeAt } from "../../lib/users/totp"
import { addUserWithPassword, password, signInByHttp } from "../support/server"
import { expect } from "./centre"
import { dayZone } from "./day-zone"
import { uniqueWord } from "./words"

export type Person = Awaited<ReturnType<typeof addPerson>>

/** A user of their own for a test that ends sessions or changes an account. */
export async function addPerson(role: "admin" | "staff") {
  const { db, close } = connect(String(process.env.E2E_DATABASE_URL), { max: 1 })
  const ctx = {
    db,
    actor: { kind: "system", name: "Test" } as const,
    now: new Date(),
    timeZone: dayZone,
    requestId: "test",
  }
  const name = `${uniqueWord()} ${uniqueWord()}`
  const email = `${name.toLowerCase().replace(" ", ".")}@bec.example`
  return await addUserWithPassword(ctx, { name, email, role }).finally(close)
}

/** Lets the person in without the sign-in page. */
export async function enter(page: Page, { email }: Person) {
  const url = String(process.env.E2E_URL)
  const cookies = (await signInByHttp(url, email)).split("; ").map((cookie) => {
    const [name = "", ...value] = cookie.split("=")
    return { name, value: value.join("="), url }
  })
  await page.context().addCookies(cookies)
}

type Entry = { email: string; password?: string }

/** Fills in e-mail and password on the sign-in page or in the dialog, and sends them. */
export async function fillIn(page: Page, { email, password: given = password }: Entry) {
  await page.getByLabel("E-mail", { exact: true }).and(page.locator("#sign-in-email")).fill(email)
  await page.locator("#sign-in-password").fill(given)
  await signInButton(page).click()
}

export const signInButton = (page: Page) => page.locator("form:has(#sign-in-email) button[type=submit]")

const STEP_MS = 30_000

/** The codes of an authenticator app: never the same one twice, as its owner would wait for the next. */
export function authenticator(secret: string) {
  let last = 0
  return () => {
    last = Math.max(last + 1, Math.floor(Date.now() / STEP_MS))
    return codeAt(secret, new Date(last * STEP_MS))
  }
}

/** Sets up the second factor on the account page; returns its app and the recovery codes that were shown. */
export async function setUpSecondFactor(page: Page) {
  await page.getByRole("button", { name: "Set up" }).click()
  const dialog = page.getByRole("dialog")
  await expect(dialog.getByRole("img", { name: "QR code" })).toBeVisible()
  const secret = ((await dialog.locator("code").textContent()) ?? "").replaceAll(" ", "")
  const app = authenticator(secret)
  await dialog.getByLabel("Code", { exact: true }).fill(app())
  await dialog.getByRole("button", { name: "Turn on" }).click()
  await expect(page.getByRole("dialog", { name: "Keep your recovery codes" })).toBeVisible()
  const codes = await dialog.getByRole("listitem").allInnerTexts()
  return { app, codes, secret }
}
