import type { Page } from "@playwright/test"
import { longUnless } from "./centre"
import { expectForEverybody } from "./kiosk-measures"
import { button, expect, heading, openKiosk, sayPhone, tapDigits, test } from "./kiosk-tablet"

test.use({ provoked: [/status of 403/] })
test.setTimeout(180_000)

test("the pairing screen is usable by everybody", async ({ browserOf }) => {
  const page = await browserOf()
  await openKiosk(page)
  await expect(heading(page)).toHaveText("Set up this tablet")
  await expectForEverybody(page)
})

const said = {
  en: {
    start: "I am here",
    ways: ["My card", "My phone number", "Number on my card"],
    next: "Next",
    over: "Start over",
    yes: "Yes, that is me",
    undo: "Undo",
    done: "Done",
    staff: "Staff",
    cutOff: "Cut this tablet off",
    help: "Call staff",
  },
  es: {
    start: "Ya llegué",
    ways: ["Mi tarjeta", "Mi número de teléfono", "El número de mi tarjeta"],
    next: "Seguir",
    over: "Empezar de nuevo",
    yes: "Sí, soy yo",
    undo: "Deshacer",
    done: "Listo",
    staff: "Personal",
    cutOff: "Desconectar esta tableta",
    help: "Pedir ayuda",
  },
}

for (const [language, words] of Object.entries(said)) {
  const speak = async (page: Page) => {
    if (language === "en") return
    await button(page, "Language / Idioma").click()
    await button(page, "Español").click()
  }
  const again = async (page: Page) => {
    await button(page, new RegExp(`^(${words.over}|${words.done})$`))
      .first()
      .click()
    await speak(page)
  }
  const atScreen = async (page: Page, text: string | RegExp) => {
    await expect(heading(page)).toHaveText(text)
    await expectForEverybody(page)
  }

  test(
    `each screen of the way in is usable by everybody, in ${language}`,
    longUnless(language === "en"),
    async ({ tablet, person }) => {
      await speak(tablet)
      await button(tablet, words.help).click()
      await atScreen(tablet, /Welcome!|¡Te damos la bienvenida!/)
      await button(tablet, /Idioma/).click()
      await atScreen(tablet, /Choose your language|Elige tu idioma/)
      await button(tablet, language === "es" ? "Español" : "English").click()
      await button(tablet, words.start).click()
      await atScreen(tablet, /Who are you\?|¿Quién eres\?/)
      await button(tablet, new RegExp(`^${words.ways[0]}$`)).click()
      await atScreen(tablet, /Show your card|Muestra tu tarjeta/)
      await button(tablet, words.ways[2] ?? "").click()
      await atScreen(tablet, /Type the number on your card|Escribe el número de tu tarjeta/)
      await again(tablet)
      await sayPhone(tablet, person.digits.slice(0, 9))
      await atScreen(tablet, /Type your phone number|Escribe tu número de teléfono/)
      await tapDigits(tablet, person.digits.slice(9))
      await button(tablet, words.next).click()
      await atScreen(tablet, new RegExp(`(Are you|¿Eres) ${person.shown}`))
      await button(tablet, words.yes).click()
      await atScreen(tablet, /You are checked in|Tu entrada está anotada/)
      await button(tablet, words.undo).click()
      await atScreen(tablet, /It was taken back|Se deshizo/)
      await again(tablet)
      await sayPhone(tablet, "9995550100")
      await atScreen(tablet, /Let's ask the desk|Vamos a preguntar en el mostrador/)
    },
  )

  test(
    `each screen of a family is usable by everybody, in ${language}`,
    longUnless(language === "en"),
    async ({ tablet, people, api, sql }) => {
      const family = await people(3, (at) => ({
        first_name: `Bartholomew-Alexander Maximilian ${"ABC"[at]}wolfeschlegelsteinhausen`,
      }))
      const [first] = family
      if (!first) throw new Error("there are three")
      await speak(tablet)
      await sayPhone(tablet, first.digits)
      await expect(tablet.locator("main button[aria-pressed]")).toHaveCount(3)
      await tablet.locator("main button").first().click()
      await atScreen(tablet, /Tap everyone who is here|Toca a todos los que están aquí/)
      await tablet.locator("main button").nth(1).click()
      await tablet.locator("main button").last().click()
      await atScreen(tablet, /You are checked in|Tu entrada está anotada/)
      await again(tablet)
      await sql`update check_ins set checked_in_at = checked_in_at - interval '6 minutes'
      where client_id in ${sql(family.map(({ id }) => id))}`
      await sayPhone(tablet, first.digits)
      await atScreen(tablet, /What do you want to do|Qué quieren hacer/)
      await tablet.locator("main button").nth(1).click()
      await atScreen(tablet, /Tap everyone who is leaving|Toca a todos los que se van/)
      await again(tablet)
      await sayPhone(tablet, first.digits)
      await tablet.locator("main button").first().click()
      await atScreen(tablet, /Are you|¿Eres/)
      await again(tablet)
      const [alone] = await people(1)
      await api.checkIn(String(alone?.id))
      await sql`update check_ins set checked_in_at = checked_in_at - interval '6 minutes' where client_id = ${String(alone?.id)}`
      await sayPhone(tablet, String(alone?.digits))
      await atScreen(tablet, /You are here already|Ya estás aquí/)
      await tablet.locator("main button").first().click()
      await atScreen(tablet, /Goodbye|Adiós/)
    },
  )

  test(
    `the screens of staff and of waiting are usable by everybody, in ${language}`,
    longUnless(language === "en"),
    async ({ tablet, pinOf }) => {
      await tablet.clock.install()
      await openKiosk(tablet)
      await speak(tablet)
      await button(tablet, new RegExp(`^${words.staff}$`)).click()
      await tapDigits(tablet, "000000")
      await button(tablet, words.next).click()
      await expect(tablet.getByText(/That PIN is wrong|Ese PIN no es correcto/)).toBeVisible()
      await atScreen(tablet, /Type your PIN|Escribe tu PIN/)
      await tapDigits(tablet, await pinOf("admin"))
      await button(tablet, words.next).click()
      await atScreen(tablet, /Tablet settings|Ajustes de la tableta/)
      await button(tablet, words.cutOff).click()
      await atScreen(tablet, /Type your PIN to cut|Escribe tu PIN para desconectar/)
      await tablet.clock.fastForward(61_000)
      await atScreen(tablet, /Are you still there|Sigues ahí/)
    },
  )
}
