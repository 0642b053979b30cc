import { readdirSync, readFileSync } from "node:fs"
import { afterEach, expect, test } from "vitest"
import { AppError } from "../../../lib/core/errors"
import { openCentre } from "../../support/cast"
import { importsOf } from "./files"

const centre = openCentre()
const { load, preview, write, rows } = importsOf(centre)
const folder = "tests/fixtures/imports"

const [ana, theo] = ["Ana Reyes", "Theo Nguyen"]
const noNames = /which columns hold the first and the last name/

type Expected = {
  /** The names of the clients that come of it, in the order of the file. */
  clients?: string[]
  /** What the rows are told that do not come in, by line. */
  fails?: Record<number, RegExp>
  /** What is told of rows that come in all the same, by line. */
  doubts?: Record<number, RegExp>
  /** Why the file as a whole is refused. */
  refused?: RegExp
}

const expected: Record<string, Expected> = {
  "bad-contacts.csv": {
    clients: [ana, theo],
    doubts: { 2: /Left out. Enter an e-mail address.*Left out. Enter a phone number with area code/ },
  },
  "binary.csv": { refused: /no text file/ },
  "blank-lines.csv": { clients: [ana, theo] },
  "bom.csv": { clients: [ana, theo] },
  "control-characters.csv": { clients: [ana, theo] },
  "duplicate-people.csv": { clients: [ana] },
  "duplicate-ucis.csv": { clients: [ana], fails: { 3: /Line 2 has the same UCI number under another name/ } },
  "eaten-zeros.csv": { clients: [ana] },
  "emoji.csv": { clients: ["🎮 Ana Reyes 👩‍👩‍👧"] },
  "empty.csv": { refused: /empty/ },
  "formulas.csv": { clients: ["=1+1 Reyes", "+Ana @Reyes"] },
  "gzip.csv": { refused: /compressed file/ },
  "header-only.csv": { refused: /headings but no rows/ },
  "html.csv": { refused: /web page under the name of a spreadsheet/ },
  "impossible-dates.csv": {
    clients: [ana, theo, "Lin Chen", "Ben Carter", "May Day", "Eva Ruiz"],
    doubts: Object.fromEntries([2, 3, 4, 5, 6].map((line) => [line, /Left out. Enter a date such as/])),
  },
  "injection.csv": { clients: ["Robert'); DROP TABLE clients;-- O'Malley"] },
  "iso-dates.csv": { clients: [ana] },
  "json.csv": { refused: noNames },
  "late-windows-1252.csv": {
    clients: [
      ...Array.from(
        { length: 300 },
        (_, i) => `Ana${letter(i % 26)}${letter(Math.floor(i / 26) % 26)} Reyes`,
      ),
      "José Núñez",
    ],
  },
  "leap-days.csv": { clients: [ana, theo, "Lin Chen"], doubts: { 3: /Left out. Enter a date/ } },
  "lone-surrogate.csv": { clients: [ana, "Badí € Name"] },
  "long-rows.csv": { clients: [theo], fails: { 2: /More cells than headings/ } },
  "memberships.csv": {
    clients: [ana, theo],
    fails: {
      4: /no plan “gold”/,
      5: /Name the plan/,
      6: /Enter the first day/,
      7: /must not lie before the first/,
    },
  },
  "mixed-line-ends.csv": { clients: [ana, theo] },
  "no-header.csv": { refused: noNames },
  "no-last-line-end.csv": { clients: [ana, theo] },
  "nul-bytes.csv": {
    clients: [ana, theo],
    doubts: { 2: /Left out. Remove the characters that cannot be stored/ },
  },
  "null-words.csv": { clients: ["Null True"] },
  "old-mac-line-ends.csv": { clients: [ana, theo] },
  "old-workbook.csv": { refused: /old Excel workbook/ },
  "one-column.csv": { refused: noNames },
  "only-spaces.csv": { refused: /nothing in this file/ },
  "other-names.csv": { clients: [ana] },
  "picture.csv": { refused: /picture/ },
  "plain.csv": { clients: [ana, theo] },
  "pos-backwards.csv": {
    clients: [ana],
    doubts: { 2: /Left out. The last day must not lie before the first/ },
  },
  "quoted-line-breaks.csv": { clients: [ana, theo], fails: { 5: /Enter the last name/ } },
  "quoted-quotes.csv": { clients: ['Ana "Annie" Reyes'] },
  "right-to-left.csv": { clients: ["ليلى الحداد", "דנה כהן"] },
  "same-heading-twice.csv": { clients: [ana] },
  "same-name-two-people.csv": { clients: [ana, ana] },
  "semicolons.csv": { clients: [ana, theo] },
  "sep-line.csv": { clients: [ana] },
  "short-rows.csv": { clients: [ana, theo], fails: { 4: /Enter the last name/ } },
  "shuffled-columns.csv": { clients: [ana] },
  "spaces-around.csv": { clients: [ana] },
  "stray-quote.csv": { clients: [ana, theo] },
  "tabs.tsv": { clients: [ana] },
  "ten-thousand-columns.csv": { refused: /10,000 columns/ },
  "title-above-header.csv": { clients: [ana] },
  "too-long.csv": { clients: [`Theo ${"N".repeat(100)}`], fails: { 2: /at most 100 characters/ } },
  "two-headers.csv": { clients: [ana, theo] },
  "unclosed-quote.csv": { refused: /never closed/ },
  "us-dates.csv": { clients: [ana, theo, "Lin Chen"] },
  "utf16-tabs.txt": { clients: ["José Núñez"] },
  "utf16be-bom.csv": { clients: ["José Núñez"] },
  "utf16le-bom.csv": { clients: ["José Núñez"] },
  "utf16le-no-bom.csv": { clients: ["José Núñez"] },
  "windows-1252.csv": { clients: ["José Núñez"] },
  "windows-line-ends.csv": { clients: [ana, theo] },
  "workbook.csv": { refused: /cannot be read. Save it as CSV/ },
  "zip.csv": { refused: /zip archive/ },
}

afterEach(
  () => centre.sql`truncate clients, memberships, import_rows, imports, import_mappings, events cascade`,
)

test("every file of the corpus has its expectation", () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(expected).sort())
})

test.each(Object.entries(expected))("%s gives the right clients or a clear message", async (name, wanted) => {
  const outcome = await bringIn(readFileSync(`${folder}/${name}`))
  expect(outcome.clients ?? []).toEqual(wanted.clients ?? [])
  if (wanted.refused) expect(outcome.refused).toMatch(wanted.refused)
  else expect(outcome.refused).toBeUndefined()
  for (const kind of ["fails", "doubts"] as const) {
    const messages = wanted[kind] ?? {}
    expect(Object.keys(outcome[kind] ?? {})).toEqual(Object.keys(messages))
    for (const [line, message] of Object.entries(messages)) expect(outcome[kind]?.[line]).toMatch(message)
  }
})

test("a cell of 150 kB is left out, and no row is lost", async () => {
  const text = `first_name,last_name,notes\nAna,Reyes,"${"x".repeat(150_000)}"\nTheo,Nguyen,\n`
  const outcome = await bringIn(Buffer.from(text))
  expect(outcome.clients).toEqual([ana, theo])
  expect(outcome.doubts?.[2]).toMatch(/at most 20,000 characters/)
})

test("a file above 50 MB is refused before it is read", async () => {
  await expect(load(Buffer.alloc(50 * 1024 * 1024 + 1, "x"))).rejects.toMatchObject({ kind: "invalid" })
})

async function bringIn(bytes: Uint8Array) {
  try {
    const { id } = await load(bytes)
    const checked = await preview(id)
    if (checked.state === "failed") return { refused: checked.problem ?? "" }
    await write(id)
    const names = await centre.sql`
      select first_name || ' ' || last_name as name from clients join import_rows on client_id = clients.id
      where outcome = 'created' order by line`
    const told = (await rows(id)).filter(({ problems }) => problems)
    const by = (fits: (outcome: string | null) => boolean): Record<string, string> =>
      Object.fromEntries(
        told
          .filter(({ outcome }) => fits(outcome))
          .map(({ line, problems }) => [line, problems?.map(({ message }) => message).join(" ") ?? ""]),
      )
    return {
      clients: names.map(({ name }) => name),
      fails: by((outcome) => outcome === "failed"),
      doubts: by((outcome) => outcome !== "failed"),
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== "invalid") throw error
    return { refused: error.details.fields?.map(({ message }) => message).join(" ") ?? "" }
  }
}

function letter(place: number): string {
  return String.fromCharCode(97 + place)
}
