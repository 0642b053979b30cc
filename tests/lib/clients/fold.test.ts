import fc from "fast-check"
import { expect, test } from "vitest"
import { foldName } from "../../../lib/clients/fold"
import { freshDatabase } from "../../support/database"

const database = freshDatabase()

const foldedByPostgres = async (names: string[]): Promise<string[]> => {
  const rows = await database.sql`
    select name_fold(name) as folded from unnest(${names}::text[]) with ordinality as given(name, place) order by place`
  return rows.map(({ folded }) => folded)
}

test("each character that Postgres and JavaScript know is folded alike by both", async () => {
  const characters = Array.from({ length: 0x2ffff }, (_, code) => code + 1)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((character) => !/\p{Cn}/u.test(character))
  const known = await database.sql<{ one: string }[]>`
    select one from unnest(${characters}::text[]) one where unicode_assigned(one)`
  const names = known.map(({ one }) => `a${one}`)
  expect(names.length).toBeGreaterThan(150_000)
  const folded = await foldedByPostgres(names)
  expect(names.filter((name, place) => foldName(name) !== folded[place])).toEqual([])
})

test("so are names of letters, marks, blanks and apostrophes in any order", async () => {
  const part = fc.constantFrom(
    ..."abzßæœþđðħıłøŧςΣİIñéÅﬁⅷ٣शि한あ李гЩ".split(""),
    ...["\u0301", "\u0307", "\u0323", "\u200b", "\u00a0", "’", "'", "-", ".", "\u202e", "🎮", "e\u0301"],
  )
  const name = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""))
  const names = fc.sample(name, 3000)
  const folded = await foldedByPostgres(names)
  expect(names.filter((one, place) => foldName(one) !== folded[place])).toEqual([])
  expect(names.map(foldName).map(foldName)).toEqual(names.map(foldName))
})

test.each([
  ["O'Neil", "O’Neil", "ONeil", "o neil", "O\u02bcNeil"],
  ["Garcia-Lopez", "García López", "GARCIA  LOPEZ", "Garcia\u00a0Lopez", "Gar\u200bcia-Lopez"],
  ["Smith Jr", "Smith Jr.", "smith, jr"],
  ["St. John", "St John", "ST.JOHN"],
  ["Đặng", "Dang", "đang"],
  ["Łukasz Sørensen", "Lukasz Sorensen"],
  ["Weiß", "Weiss", "WEISS"],
  ["Işık", "Isik", "IŞIK"],
])("%s is one name in each spelling", (...spellings) => {
  expect(new Set(spellings.map(foldName)).size).toBe(1)
})

test("a name that differs by a letter or a suffix is another", () => {
  expect(new Set(["Smith", "Smith Jr", "Smyth", "Smiths"].map(foldName)).size).toBe(4)
  expect(foldName("👩‍👩‍👧 '-")).toBe("👩‍👩‍👧 '-")
})
