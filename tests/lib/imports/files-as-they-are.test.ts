import { readFileSync } from "node:fs"
import { zipSync } from "fflate"
import iconv from "iconv-lite"
import { beforeEach, describe, expect, test } from "vitest"
import { listContactMethods } from "../../../lib/clients/contact-methods"
import { recognise } from "../../../lib/imports/format"
import { encodingOf, encodings } from "../../../lib/imports/text"
import { openCentre } from "../../support/cast"
import { importsOf } from "./files"

const centre = openCentre()
const { sql } = centre
const admin = centre.admin()
const { load, preview, bringIn, rows } = importsOf(centre)

beforeEach(async () => void (await sql`truncate clients, imports, import_mappings, events cascade`))

const people = async () =>
  (await sql`select first_name, last_name from clients order by id`).map(
    (row) => `${row.first_name}|${row.last_name}`,
  )
const fixture = (name: string) => readFileSync(`tests/fixtures/files-as-they-are/${name}`)

/** What the preview says of each row: what is done, and what is told. */
async function previewOf(file: string | Uint8Array) {
  const { id } = await load(file)
  const found = await preview(id)
  return {
    ...found,
    rows: (await rows(id)).map((row) => [row.line, row.action, row.problems?.[0]?.message ?? ""]),
  }
}

describe("a quotation mark that is not closed", () => {
  test.each([
    ["09-swallow.csv", ["Ida|Swallow"], 2],
    ["06-nickname-quote-at-cell-start.csv", ["Aaron|Quotes", "Fay|Quotes"], 3],
  ])("is told by its line, and no row that swallowed others comes in: %s", async (name, names, line) => {
    const { id } = await bringIn(fixture(name))
    expect(await people()).toEqual(names)
    const wrong = (await rows(id)).filter(({ action }) => action === "fail")
    expect(wrong).toMatchObject([
      {
        line,
        problems: [{ message: expect.stringContaining(`A quotation mark in line ${line} is not closed`) }],
      },
    ])
  })

  test("to the end of the file refuses it, with the line", async () => {
    const { problem } = await previewOf(
      'first_name,last_name,notes\nAna,Reyes,fine\nTheo,Park,"oh\nLin,Chen,',
    )
    expect(problem).toBe(
      "A quotation mark in line 3 is opened and never closed. Close it and load the file again.",
    )
  })

  test("is none in a note of several lines, nor a quotation inside a cell", async () => {
    await bringIn(
      'first_name,last_name,notes\nAna,Reyes,"a, b, c\nd, e, f\nsays ""hi"", ok"\nTheo,Park,6" tall',
    )
    expect(await people()).toEqual(["Ana|Reyes", "Theo|Park"])
  })
})

test("a cell too many is told, and nothing of the row is taken", async () => {
  const found = await previewOf(fixture("30-unquoted-comma.csv"))
  expect(found.rows).toEqual([
    [2, "fail", "More cells than headings: is there a comma without quotation marks?"],
    [3, "create", ""],
  ])
  const unnamed = "first_name,last_name\nAna,Reyes,x\nTheo,Park,y\nLin,Chen,z"
  expect((await previewOf(unnamed)).rows.map(([, action]) => action)).toEqual(["create", "create", "create"])
})

describe("letters", () => {
  const text = "first_name,last_name,notes\nJosé,Núñez,fútbol\nÁngel,Peña,Mamá’s phone\n"

  test.each(["windows-1252", "macintosh", "cp850"] as const)("written in %s are read", async (encoding) => {
    // MS-DOS has no curly apostrophe.
    const written = encoding === "cp850" ? text.replace("’", "'") : text
    const bytes = iconv.encode(written, encoding)
    expect(await encodingOf([bytes])).toBe(encoding)
    await bringIn(bytes)
    expect(await people()).toEqual(["José|Núñez", "Ángel|Peña"])
  })

  test("of one stray byte cost the others nothing, and the cell is told", async () => {
    const found = await previewOf(fixture("29-one-stray-byte.csv"))
    expect(found.encoding).toBe("utf-8")
    expect(found.rows.map(([line, , message]) => [line, message])).toEqual([
      [2, ""],
      [3, ""],
      [4, expect.stringContaining("A letter of it cannot be read")],
    ])
  })

  test("of Mac OS are recognized in a few names", async () => {
    await bringIn(fixture("21-numbers-mac-roman.csv"))
    expect(await people()).toEqual(["José|Muñoz"])
  })

  test("that a spreadsheet lost overwrite and make nobody", async () => {
    const found = await previewOf("first_name,last_name,date_of_birth\nJos?,Mu?oz,1990-01-03")
    expect(found.rows).toEqual([[2, "fail", expect.stringContaining("A letter of this name was lost")]])
  })
})

describe("names", () => {
  test.each([
    ["Reyes, Ana", "Ana|Reyes"],
    ["Ana Reyes", "Ana|Reyes"],
    ["Ana Maria Reyes", "Ana Maria|Reyes"],
    ["Maria de la Cruz", "Maria|de la Cruz"],
    ["Devon Park Jr.", "Devon|Park Jr."],
    ["Park, Jr., Devon", "Jr., Devon|Park"],
    ["Vincent van Gogh", "Vincent|van Gogh"],
  ])("in one column are split: %s", async (name, split) => {
    await bringIn(`Full Name,Phone\n"${name}",661-555-5001`)
    expect(await people()).toEqual([split])
  })

  test("with a suffix in a column of its own are two people", async () => {
    await bringIn(fixture("42-father-and-son.csv"))
    expect(await people()).toEqual(["Devon|Parrishton Jr.", "Devon|Parrishton Sr."])
  })
})

describe("columns", () => {
  const headingsOf = (name: string) => recognise(fixture(name).toString("utf8").replace(/\r\n?/g, "\n"))
  test.each([
    [
      "01-google-contacts-2024.csv",
      ["firstName", "lastName", "email", "phone", "furtherEmail", "furtherPhone", "dateOfBirth", "notes"],
    ],
    [
      "02-outlook.csv",
      ["firstName", "lastName", "email", "furtherEmail", "phone", "furtherPhone", "dateOfBirth", "notes"],
    ],
    ["14-wix.csv", ["firstName", "lastName", "email", "phone"]],
    [
      "16-jotform.csv",
      ["firstName", "lastName", "email", "phone", "dateOfBirth", "parentGuardianName", "uciNumber"],
    ],
    [
      "19b-headings-three-rows.csv",
      ["firstName", "lastName", "dateOfBirth", "phone", "email", "uciNumber", "posStartDate", "posEndDate"],
    ],
  ])("of %s are known", (name, fields) => {
    expect(headingsOf(name).mapping).toEqual(expect.arrayContaining(fields))
  })

  test("of a second number and address are further contacts, and the first where there is no other", async () => {
    const { id } = await bringIn(fixture("36-two-phone-columns.csv"))
    const [ana, ben] = await sql`select id, phone, email from clients order by first_name`
    expect(ana).toMatchObject({ phone: "+16615556006", email: "a@example.org" })
    expect(ben).toMatchObject({ phone: "+16615556008", email: "c@example.org" })
    const contacts = await listContactMethods(admin, { clientId: ana?.id })
    expect(contacts.map(({ value }) => value).toSorted()).toEqual(["+16615556007", "b@example.org"])
    expect(await listContactMethods(admin, { clientId: ben?.id })).toEqual([])
    expect(await sql`select from events where type = 'contact_method.added'`).toHaveLength(2)
    // The same file again says nothing new; another number does.
    expect((await bringIn(fixture("36-two-phone-columns.csv"))).actions).toMatchObject({ same: 2 })
    const more = "First Name,Last Name,Phone,Phone\nAna,Twophones,661-555-6006,661-555-6099"
    expect((await bringIn(more)).actions).toMatchObject({ update: 1 })
    expect(id).toBeTruthy()
  })

  test("that are empty are dropped before anything is counted", async () => {
    const { headings } = headingsOf("32-trailing-blank-columns.csv")
    expect(headings).toEqual(["first_name", "last_name", "phone"])
    await bringIn(fixture("32-trailing-blank-columns.csv"))
    expect((await people()).length).toBeGreaterThan(0)
  })
})

describe("a workbook", () => {
  const sheet = (cells: string) =>
    `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`
  const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`
  const book = (...sheets: string[]) => {
    const files: Record<string, Uint8Array> = {}
    const put = (name: string, content: string) => {
      files[name] = Buffer.from(content)
    }
    const names = sheets.map(
      (_, place) => `<sheet name="Sheet${place + 1}" sheetId="${place + 1}" r:id="rId${place + 1}"/>`,
    )
    put(
      "xl/workbook.xml",
      `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${names.join("")}</sheets></workbook>`,
    )
    put(
      "xl/_rels/workbook.xml.rels",
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, place) => `<Relationship Id="rId${place + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${place + 1}.xml"/>`).join("")}<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    )
    put(
      "xl/styles.xml",
      '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    )
    for (const [place, cells] of sheets.entries()) put(`xl/worksheets/sheet${place + 1}.xml`, sheet(cells))
    return zipSync(files)
  }
  const head = `<row r="1">${text("A1", "first_name")}${text("B1", "last_name")}${text("C1", "uci_number")}${text("D1", "date_of_birth")}${text("E1", "phone")}</row>`
  const ana = `<row r="2">${text("A2", "Ana, María")}${text("B2", "Reyes")}${text("C2", "0012345")}<c r="D2" s="1"><v>32876</v></c><c r="E2"><v>6615550101</v></c></row>`

  test("is read: numbers digit by digit, days as days, the first sheet with anything in it", async () => {
    const { fileName } = await bringIn(book("", head + ana, head))
    expect(fileName).toBe("clients.csv, sheet Sheet2")
    const [client] = await sql`select first_name, uci_number, date_of_birth::text as born, phone from clients`
    expect(client).toEqual({
      first_name: "Ana, María",
      uci_number: "0012345",
      born: "1990-01-03",
      phone: "+16615550101",
    })
  })

  test.each([
    [zipSync({ "a.txt": Buffer.from("x") }), /zip archive\. Unpack it first/],
    [
      zipSync({ "content.xml": Buffer.from("<x/>"), mimetype: Buffer.from("x") }),
      /OpenDocument spreadsheet\. Save it as XLSX or CSV/,
    ],
    [zipSync({ "Index/Document.iwa": Buffer.from("x") }), /Numbers document\. Export it/],
    [zipSync({ "xl/workbook.xml": Buffer.from("<nonsense") }), /cannot be read/],
    [Buffer.from("504b0304deadbeef", "hex"), /cannot be read/],
    [fixture("25-html-xls.xls"), /web page under the name of a spreadsheet/],
    [Buffer.from("d0cf11e0a1b11ae1", "hex"), /old Excel workbook.*XLSX or CSV/],
  ])("of another kind, or damaged, is named with what to do", async (bytes, message) => {
    await expect(load(bytes)).rejects.toMatchObject({
      kind: "invalid",
      details: { fields: [{ message: expect.stringMatching(message) }] },
    })
  })
})

/** A generator of numbers that is the same each time (mulberry32). */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % sides
  }
}

const first = ["José", "Ana María", "Ñandú", "Zoë", "O’Shea", "Lin"]
const last = ["Núñez", "García López", "Müller", "O’Neil", "de la Cruz", "Park Jr."]
const notes = ["", "likes chess, Go", 'says "hi"', "two\nlines", "N/A", "mañana"]
const days = {
  iso: "1990-01-03",
  us: "1/3/1990",
  dashes: "01-03-1990",
  words: "Jan 3, 1990",
  timed: "1/3/1990 0:00",
}

test.each(Array.from({ length: 72 }, (_, seed) => seed))(
  "a file as people have it is read as it was meant, or told: %i",
  async (seed) => {
    const roll = dice(seed + 1)
    const pick = <T>(some: readonly T[]) => some[roll(some.length)] as T
    const encoding = encodings[seed % encodings.length] as (typeof encodings)[number]
    const [delimiter, end, form] = [
      pick([",", ";", "\t"]),
      pick(["\n", "\r\n", "\r"]),
      pick(Object.values(days)),
    ]
    const plain = (text: string) => (encoding === "cp850" ? text.replaceAll("’", "'") : text)
    const truth = Array.from({ length: 8 }, (_, place) => ({
      first: plain(pick(first)),
      last: plain(`${pick(last)} ${"abcdefgh"[place]}`),
      born: pick(["1990-01-03", null]),
      notes: pick(notes),
      phone: `+1661555${String(7000 + place)}`,
    }))
    const shifted = roll(3) === 0 ? roll(8) : -1
    const quote = (cell: string) =>
      /["\n\r]|[,;\t]/.test(cell) || roll(4) === 0 ? `"${cell.replaceAll('"', '""')}"` : cell
    const lines = truth.map((one, place) => {
      const cells = [
        one.first,
        one.last,
        one.born ? form : pick(["", "N/A", "0/0/00"]),
        one.phone,
        one.notes,
      ].map(quote)
      if (place === shifted) cells.splice(2, 0, "Rosa")
      return cells.join(delimiter)
    })
    const headings = ["First Name*", "Last Name", "DOB (mm/dd/yyyy)", "Phone #", "Notes"]
    const text = [headings.join(delimiter), ...lines].join(end) + pick(["", end])
    const mark = encoding.startsWith("utf") && (encoding !== "utf-8" || roll(2) === 0) ? "\uFEFF" : ""
    const { id } = await bringIn(iconv.encode(mark + text, encoding === "macintosh" ? "macintosh" : encoding))

    const made =
      await sql`select first_name as first, last_name as last, date_of_birth::text as born, notes, phone from clients`
    const told = (await rows(id))
      .flatMap(({ problems }) => problems?.map(({ message }) => message) ?? [])
      .join()
    for (const [place, one] of truth.entries()) {
      const found = made.find(({ phone }) => phone === one.phone)
      if (place === shifted) {
        expect(found).toBeUndefined()
        // A blank last cell leaves as many as there are headings: then what lies in a wrong column is told.
        expect(told).toMatch(one.notes ? /More cells than headings/ : /Left out/)
      } else
        expect(found).toEqual({ ...one, notes: one.notes === "" || one.notes === "N/A" ? null : one.notes })
    }
  },
)
