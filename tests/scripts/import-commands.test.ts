import { spawn } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { beforeEach, expect, test } from "vitest"
import { temporaryFolder } from "../support/before"
import { addClient, openCentre } from "../support/cast"
import { waitUntil } from "../support/processes"
import { programOf } from "../support/program"

const centre = openCentre()
const { sql } = centre
const folder = temporaryFolder()
beforeEach(() => sql`truncate clients, memberships, import_rows, imports, import_mappings, events cascade`)

function fileOf(...lines: string[]): string {
  const file = join(folder, `${crypto.randomUUID()}.csv`)
  writeFileSync(file, lines.join("\n"))
  return file
}

const heading = "first_name,last_name,uci_number,phone"
const names = async () => (await sql`select first_name from clients order by 1`).map((row) => row.first_name)

test("crm import writes a file, says what came of it, and ends with 1 when a row did not come in", async () => {
  await addClient(centre, { firstName: "Ana", uciNumber: "0012345" })
  const file = fileOf(heading, "Ana,Reyes,0012345,661 555 0101", "Theo,Nguyen,,", ",Chen,,", "Lin,Wu,,5550")
  const { code, stdout, stderr } = await crm("import", file).ended
  expect(code).toBe(1)
  expect(stdout).toMatch(/^4 rows\n +2 {2}added\n +1 {2}changed\n +1 {2}not imported\n/)
  expect(stdout).toContain("line 4: First name: Enter the first name.")
  expect(stdout).toContain(
    "To look at, though not wrong: 1 row\nline 5: Phone: Left out. Enter a phone number",
  )
  expect(stdout + stderr).not.toMatch(/Lin|Chen|5550\n/)
  expect(stderr).toMatch(/^Import [\w-]{36}\nComparing …\nWriting …\n$/)
  expect(await names()).toEqual(["Ana", "Lin", "Theo"])
  expect(await sql`select actor_kind, actor_name from events where type = 'client.updated'`).toEqual([
    { actor_kind: "system", actor_name: "Operator" },
  ])
})

test("crm import --dry-run writes no client, and what it showed can be written afterwards", async () => {
  const { code, stdout, stderr } = await crm("import", fileOf(heading, "Ana,Reyes,,"), "--dry-run").ended
  expect([code, await names()]).toEqual([0, []])
  expect(stdout).toMatch(/^1 row, nothing is written yet\n +1 {2}new\n/)
  const id = /^Import (\S+)/.exec(stderr)?.[1] ?? ""
  expect(stdout).toContain(`import --resume ${id}`)
  const written = await crm("import", "--resume", id).ended
  expect([written.code, written.stdout]).toEqual([0, "1 row\n       1  added\n"])
  expect(await names()).toEqual(["Ana"])
  expect((await crm("import", "--resume", id).ended).stdout).toEqual(written.stdout)
})

test("crm import --only-new leaves known clients alone, --clear-blank clears what is blank", async () => {
  await addClient(centre, { firstName: "Ana", uciNumber: "0012345", phone: "661 555 0101" })
  const file = fileOf(heading, "Ana,Reyes,0012345,", "Theo,Nguyen,,")
  expect((await crm("import", file, "--only-new", "--clear-blank").ended).stdout).toMatch(
    /1 {2}there already/,
  )
  expect(await sql`select from clients where phone is not null`).toHaveLength(1)
  expect((await crm("import", file, "--clear-blank").ended).code).toBe(0)
  expect(await sql`select from clients where phone is not null`).toHaveLength(0)
})

test("several clients who fit a row are not named in the terminal", async () => {
  for (const phone of ["661 555 0101", "661 555 0102"])
    await addClient(centre, { firstName: "Ana", phone, dateOfBirth: "2001-02-14" })
  const file = fileOf("first_name,last_name,date_of_birth", "Ana,Reyes,2/14/2001")
  const { code, stdout } = await crm("import", file).ended
  expect(code).toBe(1)
  expect(stdout).toContain("line 2: It cannot be told which client this is.")
  expect(stdout).not.toContain("Reyes")
})

test.each([
  [
    "a file without names",
    () => ["import", fileOf("a,b", "1,2")],
    /Say which columns hold the first and the last name/,
  ],
  ["a workbook", () => ["import", fileOf("PK\u0003\u0004")], /cannot be read. Save it as CSV/],
  ["a file that is not there", () => ["import", join(folder, "nothing.csv")], /There is no /],
  ["no file", () => ["import"], /Name a file/],
  ["an unknown import", () => ["import", "--resume", crypto.randomUUID()], /import does not exist/],
  ["an unknown status", () => ["export", "--status", "gone"], /Allowed choices/],
])("%s ends with 1, and it is said why", async (_, argsOf, words) => {
  const { code, stdout, stderr } = await crm(...argsOf()).ended
  expect([code, stdout]).toEqual([1, ""])
  expect(stderr).toMatch(words)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(await sql`select from imports`).toHaveLength(0)
})

test("an import that Ctrl-C interrupts goes on where it was, and writes everybody once", async () => {
  const ROWS = 3000
  const lines = Array.from({ length: ROWS }, (_, i) => `Ana${i},Reyes,${1_000_000 + i},`)
  const { child, ended } = crm("import", fileOf(heading, ...lines))
  await waitUntil("it writes", async () => (await sql`select from clients limit 1`).length > 0, 60_000)
  child.kill("SIGINT")
  const { code, stderr } = await ended
  expect(code).toBe(130)
  const written = Number((await sql`select count(*) from clients`)[0]?.count)
  expect(written).toBeLessThan(ROWS)
  const id = /--resume (\S+)/.exec(stderr)?.[1] ?? ""
  await sleep(100)
  expect((await crm("import", "--resume", id).ended).stdout).toBe(`3,000 rows\n    3000  added\n`)
  expect(await sql`select count(*)::int, count(distinct uci_number)::int as people from clients`).toEqual([
    { count: ROWS, people: ROWS },
  ])
}, 120_000)

test("what crm export writes, crm import takes back", async () => {
  await addClient(centre, { firstName: "=Ana", notes: "Two\nlines", phone: "661 555 0101" })
  await addClient(centre, { firstName: "Zoë" })
  const exported = await crm("export").ended
  expect([exported.code, exported.stderr, exported.stdout.slice(0, 11)]).toEqual([0, "", "\uFEFFfirst_name"])
  const before = await sql`select first_name, notes, phone from clients order by created_at, id`
  await sql`truncate clients, memberships cascade`
  const file = fileOf(exported.stdout)
  expect((await crm("import", file).ended).stdout).toBe("2 rows\n       2  added\n")
  expect(await sql`select first_name, notes, phone from clients order by created_at, id`).toEqual(before)
  expect((await crm("export", "--status", "active").ended).stdout.trim().split("\n")).toHaveLength(1)
})

function crm(...args: string[]) {
  const child = spawn(process.execPath, [programOf("crm"), ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      APP_ENV: "test",
      APP_URL: "http://crm.example",
      DATABASE_URL: centre.url,
    },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const said = { stdout: "", stderr: "" }
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text) => {
      said[name] += text
    })
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((done) =>
    child.on("close", (code) => done({ code, ...said })),
  )
  return { child, ended }
}
