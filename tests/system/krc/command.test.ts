import { execFile } from "node:child_process"
import { beforeAll, expect, test } from "vitest"
import { passwordLink } from "../../../lib/users/set-password"
import { everythingIn } from "../../lib/database"
import { beforeTests } from "../../support/before"
import { openCentre } from "../../support/cast"
import { openPredecessor } from "../../support/predecessor"
import { programOf } from "../../support/program"

const centre = openCentre()
const predecessor = beforeTests(() => openPredecessor("numbers"))
beforeAll(async () => {
  await predecessor.sql.unsafe(`
  insert into users (id, email, first_name, role, created_at) values (1, 'olga@bec.example', 'Olga', 'ADMIN', '2020-01-01');
  insert into clients (id, name, created_at) values (7, 'Maria Lopez', '2024-05-01 12:00');
  insert into check_ins (id, client_id, created_at) values (8, 7, '2026-01-01'), (9, 70, '2026-01-01')`)
})

const crm = (...args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((ended) => {
    const { PATH, HOME } = process.env
    const settings = { DATABASE_URL: centre.url, APP_ENV: "test", APP_URL: "http://crm.example" }
    execFile(
      process.execPath,
      [programOf("crm"), "migrate-from-krc", ...args],
      { env: { PATH, HOME, AUTH_SECRET: "a".repeat(40), NODE_ENV: "production", ...settings } },
      (error, stdout, stderr) => ended({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })

test("a dry run prints the reconciliation without links and keeps nothing", async () => {
  const before = await everythingIn(centre.sql)
  const { code, stdout, stderr } = await crm(predecessor.url, "--dry-run")
  expect([code, stderr]).toEqual([0, ""])
  expect(stdout).toContain("Dry run: this is what would happen. Nothing was kept.")
  expect(stdout).toMatch(/^check_ins +2 +1 +1 +0 +1$/m)
  expect(stdout).toContain("check_ins: 1 × belongs to a client who was not moved (9)")
  expect(stdout).toContain("name as fullName")
  expect(stdout).not.toContain("olga@bec.example")
  expect(await everythingIn(centre.sql)).toBe(before)
})

test("the move prints the reconciliation and the users' links, which work", async () => {
  const { code, stdout, stderr } = await crm(predecessor.url, "--time-zone", "America/Los_Angeles")
  expect([code, stderr]).toEqual([0, ""])
  expect(stdout).toContain("Everything was moved.")
  expect(stdout).not.toMatch(/Maria|Lopez/)
  const [, token = ""] =
    /^olga@bec\.example\thttp:\/\/crm\.example\/set-password\?token=([\w-]{43})$/m.exec(stdout) ?? []
  const live = centre.visitor({ now: new Date() })
  expect(await passwordLink(live, { token })).toMatchObject({ name: "Olga" })
  expect((await centre.sql`select created_at from clients`)[0]?.created_at).toEqual(
    new Date("2024-05-01T19:00Z"),
  )
})

test("a second move, a wrong address and a wrong option end with 1 and one sentence", async () => {
  for (const [args, words] of [
    [[predecessor.url], "There are clients in this database already. Nothing was moved."],
    [["nonsense"], "url: Enter an address such as postgres://"],
    [[predecessor.url, "--time-zone", "Bakersfield"], "timeZone: This time zone is not known."],
    [["postgres://127.0.0.1:1/none", "--into-non-empty"], "The predecessor's database cannot be reached"],
    [[centre.url, "--into-non-empty"], "The table memberships has no column plan_code or plan"],
    [[], "database-url"],
  ] as const) {
    const { code, stdout, stderr } = await crm(...args)
    expect([args.join(" "), code, stdout]).toEqual([args.join(" "), 1, ""])
    expect(stderr).toContain(words)
    expect(stderr).not.toMatch(/^\s+at /m)
  }
}, 120_000)
