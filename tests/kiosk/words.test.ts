import { fleschKincaid } from "flesch-kincaid"
import { syllable } from "syllable"
import { expect, test } from "vitest"
import { en } from "../../app/kiosk/words/en"
import { es } from "../../app/kiosk/words/es"
import { named } from "../../app/kiosk/words/named"
import { offered } from "../../app/kiosk/words/offered"
import { pa } from "../../app/kiosk/words/pa"
import { pairing } from "../../app/kiosk/words/pairing"
import { tl } from "../../app/kiosk/words/tl"
import type { Words } from "../../app/kiosk/words/words"

const all = { en, es, pa, tl }
const GRADE = 4

/** Each text by its place, with a name where one belongs. */
function textsOf(words: object, before = ""): [place: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    const place = before + key
    if (typeof value === "object") return textsOf(value, `${place}.`)
    return typeof value === "string" && !/^(code|name)$/.test(place)
      ? [[place, value.replace("{name}", "Ana")]]
      : []
  })
}

/** The school grade of a text by Flesch and Kincaid. */
function gradeOf(text: string): number {
  const words = text.match(/[\p{L}\d']+/gu) ?? []
  const sentences = text.split(/[.!?:](?:\s|$)/).filter((part) => /\p{L}/u.test(part))
  const sum = words.reduce((total, word) => total + syllable(word), 0)
  return fleschKincaid({ sentence: sentences.length, word: words.length, syllable: sum })
}

test.each(Object.keys(all) as (keyof typeof all)[])("%s says all that the kiosk says", (code) => {
  const texts = textsOf(all[code])
  expect(texts.map(([place]) => place)).toEqual(textsOf(en).map(([place]) => place))
  expect(texts.filter(([, text]) => text.trim() === "")).toEqual([])
  expect(all[code].code).toBe(code)
})

test("a name stands in the same texts in each language", () => {
  const places = (words: Words) =>
    Object.entries(words).flatMap(([place, text]) => (String(text).includes("{name}") ? place : []))
  for (const words of Object.values(all)) expect(places(words)).toEqual(places(en))
  expect(named("Hi {name}!", "$& Ana")).toBe("Hi $& Ana!")
})

test.each(["es", "pa", "tl"] as const)("nothing is left in English in %s", (code) => {
  const english = new Map(textsOf(en))
  expect(textsOf(all[code]).filter(([place, text]) => english.get(place) === text)).toEqual([])
})

test("visitors are offered what a native speaker has checked, and nothing else", () => {
  const checked = Object.values<Words>(all).filter(({ checkedByNative }) => checkedByNative)
  expect(Object.values(offered)).toEqual(checked)
})

test("the words are for a reader of grade 4", () => {
  const sentences = textsOf(en).map(([, text]) => (/[.!?]$/.test(text) ? text : `${text}.`))
  expect(gradeOf(sentences.join(" "))).toBeLessThanOrEqual(GRADE)
})

test("what a visitor reads is for a reader of grade 4 on each screen", () => {
  const screens: string[][] = [
    [en.welcome, en.welcomeText, en.start, en.noNetwork],
    [en.whoAreYou, en.ways.card, en.ways.phone, en.ways.code],
    [en.typePhone, en.tooShort, en.delete, en.next],
    [en.typeCode, en.tooShort, en.delete, en.next],
    [en.showCard, en.holdToScanner, en.ways.phone, en.ways.code],
    [named(en.areYou, "Ana R."), en.yes, en.no],
    [named(en.hereAlready, "Ana R."), en.areYouLeaving, en.leaving, en.goBack],
    [en.whatToDo, en.comingIn, en.goingOut],
    [en.tapWhoIsHere, en.tapFirst, en.checkIn],
    [en.tapWhoLeaves, en.tapFirst, en.checkOut],
    [named(en.hi, "Ana"), en.checkedIn, en.done, en.undo],
    [named(en.hi, "Ana"), en.checkedInAlready, en.done],
    [named(en.goodbye, "Ana"), en.seeYou, en.done, en.undo],
    [en.takenBack, en.takenBackText, en.done],
    [en.askDesk, en.askDeskText, en.callStaff, en.startOver],
    [en.stillThere, en.stillThereText, en.moreTime, en.iAmDone],
    [en.typePin, en.wrongPin, en.pinTooMany, en.pinNoNetwork],
  ]
  const graded = screens.map((texts) => ({
    texts,
    grade: gradeOf(texts.map((text) => text.replace(/[.!?]?$/, ".")).join(" ")),
  }))
  expect(graded.filter(({ grade }) => grade > GRADE)).toEqual([])
})

test("no sentence is longer than ten words", () => {
  const texts = [...textsOf(en), ...textsOf(es), ...textsOf(pairing)].map(([, text]) => text)
  const sentences = texts.flatMap((text) => text.split(/[.!?:]\s/))
  expect(sentences.filter((one) => one.split(/\s+/).length > 10)).toEqual([])
})
