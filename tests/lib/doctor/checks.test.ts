import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeEach, describe, expect, test } from "vitest"
import { connect } from "../../../db/client"
import { backups, jobRuns, workers } from "../../../db/schema"
import { audited } from "../../../lib/doctor/audit-checks"
import { fireDue } from "../../../lib/schedule/fire"
import { sayHere } from "../../../lib/schedule/workers"
import { deactivateUser } from "../../../lib/users/deactivate"
import { inviteUser } from "../../../lib/users/invite"
import { makeResetLink } from "../../../lib/users/reset-password"
import { setPassword } from "../../../lib/users/set-password"
import { addTarget, switchTarget } from "../../../lib/webhooks/targets"
import { demoAccounts } from "../../../scripts/seed/people"
import { temporaryFolder } from "../../support/before"
import { inMinutes, now, openCentre } from "../../support/cast"
import { look, patientOf, sound } from "./patient"

const centre = openCentre()
const { sql, db } = centre
const told = (id: string, given = sound, more = {}) => look(id, patientOf(centre, given, more))

describe("settings", () => {
  test.each([
    ["settings.sound", { ...sound, LOG_LEVEL: "loud" }, /^LOG_LEVEL: /],
    ["settings.production", { ...sound, APP_ENV: "test" }, /It is test/],
    ["settings.secrets", { ...sound, METRICS_TOKEN: "guess" }, /METRICS_TOKEN: must have at least 24/],
    ["settings.https", { ...sound, KIOSK_URL: "http://kiosk.bec.test" }, /^KIOSK_URL: must begin with https/],
    ["settings.database", { ...sound, DATABASE_URL: "" }, /DATABASE_URL: is missing/],
    ["settings.complete", { ...sound, FEATURE_GGLEAP_SYNC: "on" }, /GGLEAP_API_KEY: is missing/],
  ])("%s fails where it is not so, and passes where it is", async (id, given, words) => {
    expect(await told(id, given)).toEqual(["fail", expect.stringMatching(words)])
    expect((await told(id))[0]).toBe("pass")
  })

  test("are private where nobody else can read their file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "bec-doctor-"))
    const [here, file] = [process.cwd(), join(folder, ".env")]
    process.chdir(folder)
    try {
      expect((await told("settings.private"))[0]).toBe("skip")
      writeFileSync(file, "")
      const found = async (mode: number) => {
        chmodSync(file, mode)
        return await told("settings.private")
      }
      expect(await found(0o600)).toEqual(["pass", "Mode 600."])
      expect(await found(0o640)).toEqual(["warn", expect.stringContaining("(mode 640)")])
      expect(await found(0o604)).toEqual(["warn", expect.stringContaining("(mode 604)")])
    } finally {
      process.chdir(here)
      rmSync(folder, { recursive: true })
    }
  })
})

describe("the database", () => {
  test("is told by its version, and what it does not keep in a power cut is named", async () => {
    const [is] =
      await sql`select current_setting('fsync') as fsync, current_setting('server_version') as version`
    expect(await told("database.version")).toEqual(["pass", `It is ${is?.version}.`])
    expect((await told("database.durable"))[0]).toBe(is?.fsync === "off" ? "fail" : "pass")
  })

  test("is behind where a migration is missing", async () => {
    expect(await told("database.migrations")).toEqual(["pass", "None is missing."])
    await db
      .transaction(async (tx) => {
        await tx.execute(
          "delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)",
        )
        expect(await look("database.migrations", patientOf({ db: tx }))).toEqual([
          "fail",
          "The database is 1 migration(s) behind.",
        ])
        tx.rollback()
      })
      .catch(() => {})
  })

  test("is used by a role that cannot rewrite what happened, or else it is a warning", async () => {
    expect((await told("database.role"))[0]).toBe("pass")
    const owner = connect(centre.ownerUrl, { max: 1 })
    const found = await look("database.role", patientOf(owner))
    await owner.close()
    expect(found[0]).toBe("warn")
  })

  test("that is not there fails, and its address is not told", async () => {
    const gone = connect("postgres://crm:hush@127.0.0.1:1/bec", { max: 1 })
    const found = await look("database.reachable", patientOf(gone))
    await gone.close()
    expect(found).toEqual(["fail", "It cannot be looked at (ECONNREFUSED)."])
  })

  test("has connections enough, until its pools want more than there are", async () => {
    expect(await told("database.connections")).toEqual([
      "pass",
      expect.stringMatching(/^\d+ of \d+ are used; .* may take 22\.$/),
    ])
    expect((await told("database.connections", { ...sound, DATABASE_POOL: "200" }))[0]).toBe("warn")
  })
})

describe("users", () => {
  test("of the sample centre fail while they are active", async () => {
    expect((await told("users.demo"))[0]).toBe("pass")
    const [{ name, email, role }] = demoAccounts
    const { id } = await inviteUser(centre.system(), { name, email, role })
    expect(await told("users.demo")).toEqual(["fail", `Active: ${email}.`])
    await deactivateUser(centre.admin(), { id })
    expect((await told("users.demo"))[0]).toBe("pass")
  })

  test("include an admin with a password, or it fails", async () => {
    expect(await told("users.admin")).toEqual(["fail", "No admin has set a password yet."])
    const actor = centre.admin().actor
    const { token } = await makeResetLink(centre.system(), { id: (actor as { id: string }).id })
    await setPassword(centre.visitor(), { token, password: "seven green kettles hum" })
    expect((await told("users.admin"))[0]).toBe("pass")
  })
})

describe("the work in the background", () => {
  beforeEach(() => sql`truncate workers, job_runs, schedules`)
  const here = (seenMinutesAgo: number, inline = false) =>
    sayHere(centre.system({ now: inMinutes(-seenMinutesAgo) }), {
      id: crypto.randomUUID(),
      inline,
      startedAt: inMinutes(-60),
    })

  test("needs a worker that said lately that it is there", async () => {
    expect(await told("work.worker")).toEqual(["fail", "There is none."])
    await here(5)
    expect(await told("work.worker")).toEqual([
      "fail",
      expect.stringMatching(/^The last one was there 3\/10\/2026, 10:55/),
    ])
    await here(0)
    expect(await told("work.worker")).toEqual(["pass", "Running: 1."])
    await db.delete(workers)
    await here(0, true)
    expect(await told("work.worker")).toEqual(["pass", "It runs inside the web server."])
  })

  test("has no job that waits for an hour, and tells of one that was given up", async () => {
    const run = { job: "close_visits", slotAt: inMinutes(-90), createdAt: inMinutes(-90) }
    await db.insert(jobRuns).values({ ...run, state: "failed", finishedAt: now })
    expect(await told("work.stuck")).toEqual([
      "warn",
      expect.stringContaining("End the visits that are still open"),
    ])
    await db.insert(jobRuns).values({ ...run, job: "meetup", state: "waiting" })
    expect(await told("work.stuck")).toEqual(["fail", expect.stringContaining("Messages about the meetup")])
  })

  test("is asked for when it is due", async () => {
    expect((await told("work.schedule"))[0]).toBe("fail")
    await fireDue(centre.system({ now: inMinutes(-10) }), {})
    expect(await told("work.schedule")).toEqual(["pass", "Nothing was due yet."])
    await sql`update schedules set looked_until = ${inMinutes(-4 * 60)} where job = 'meetup'`
    expect(await told("work.schedule")).toEqual(["fail", "Due and not asked for: Messages about the meetup."])
  })
})

describe("backups", () => {
  beforeEach(() => centre.sql`truncate backups`)
  const row = { size: 1, sha256: "x", rows: {} }

  test("fail while there is none, and when the last good one is too old", async () => {
    expect(await told("backups.age")).toEqual(["fail", "There is none."])
    await db
      .insert(backups)
      .values({ ...row, file: "a", state: "good", takenAt: inMinutes(-60), provedAt: now })
    expect(await told("backups.age")).toEqual(["pass", "Taken 3/10/2026, 10:00 AM."])
    expect(await told("backups.proof")).toEqual(["pass", "Restored and compared 3/10/2026, 11:00 AM."])
    await sql`update backups set taken_at = ${inMinutes(-27 * 60)}`
    expect((await told("backups.age"))[0]).toBe("fail")
  })

  test("fail when the newest one could not be restored", async () => {
    expect((await told("backups.proof"))[0]).toBe("skip")
    await db
      .insert(backups)
      .values({ ...row, file: "a", state: "failed", takenAt: now, why: "A byte was changed." })
    expect(await told("backups.proof")).toEqual(["fail", "A byte was changed."])
  })
})

describe("the packages", () => {
  const folder = temporaryFolder()
  const none = { critical: 0, high: 0, moderate: 0, low: 0 }
  const asked = async (daysAgo: number, faults: Record<string, number> = {}) => {
    const file = join(folder, "audit.json")
    const at = inMinutes(-daysAgo * 24 * 60).toISOString()
    writeFileSync(file, JSON.stringify({ at, faults: { ...none, ...faults } }))
    return (await audited({ now }, file)).state
  }

  test("are asked about within 30 days and have no grave fault", async () => {
    expect((await audited({ now }, join(folder, "nothing.json"))).state).toBe("warn")
    expect(await asked(3)).toBe("pass")
    expect(await asked(40)).toBe("warn")
    expect(await asked(3, { moderate: 1 })).toBe("warn")
    expect(await asked(3, { high: 1 })).toBe("fail")
  })
})

describe("Zapier", () => {
  test("is configured with a secret and a target, and sends", async () => {
    const given = { ...sound, ZAPIER_HMAC_SECRET: "0rwQ5bG2o1eLJr7uXz8mKf4tYh6nVc3d" }
    expect((await told("zapier.configured"))[0]).toBe("warn")
    expect((await told("zapier.delivered"))[0]).toBe("skip")
    const { id } = await addTarget(centre.admin(), { name: "Sheet", url: "https://hooks.bec.test/1" })
    expect(await told("zapier.configured", given)).toEqual(["pass", "Events go out to one target."])
    expect(await told("zapier.configured", { ...given, ZAPIER_MODE: "dev_log" })).toEqual([
      "fail",
      expect.stringContaining("dev_log"),
    ])
    expect((await told("zapier.delivered", given))[0]).toBe("pass")
    await sql`update webhook_targets set failing_since = ${now} where id = ${id}`
    expect(await told("zapier.delivered", given)).toEqual([
      "fail",
      expect.stringMatching(/^Nothing arrives at Sheet\./),
    ])
    await switchTarget(centre.admin(), { id, on: false })
  })
})

describe("the clock", () => {
  const ahead = (ms: number) => ({ clock: () => Date.now() + ms })

  test.each([
    [0, "pass", /agrees with the database's/],
    [5000, "warn", /is 5 s ahead of the database's/],
    [-45_000, "fail", /is 45 s behind the database's/],
    [3_600_000, "fail", /is 60 min ahead of/],
  ])("that is %i ms ahead of the database's: %s", async (ms, state, words) => {
    expect(await told("clock.database", sound, ahead(ms))).toEqual([state, expect.stringMatching(words)])
  })

  test("is compared with what others outside say", async () => {
    const peer = createServer((_, answer) => answer.end()).listen(0)
    afterAll(() => peer.close())
    const { port } = peer.address() as { port: number }
    const given = { ...sound, ZAPIER_CATCH_HOOK_URL: `http://localhost:${port}/hooks/catch/1/2` }
    expect(await told("clock.world", given)).toEqual(["pass", "It agrees with that of localhost."])
    expect((await told("clock.world", given, ahead(90_000)))[0]).toBe("fail")
    expect((await told("clock.world", { ...sound, APP_URL: "https://localhost:1" }))[0]).toBe("skip")
  })

  test.each(["America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata"])(
    "changes in %s on the same days for Node and Postgres",
    async (timeZone) => {
      expect((await told("clock.zones", sound, { timeZone }))[0]).toBe("pass")
    },
  )

  test("of which Postgres knows nothing fails", async () => {
    expect((await told("clock.zones", sound, { timeZone: "America/Bakersfield" }))[0]).toBe("fail")
  })
})

describe("the addresses", () => {
  const headers: Record<string, string> = {
    "content-security-policy":
      "default-src 'self'; script-src 'self' 'nonce-x' 'strict-dynamic'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(self)",
    "cross-origin-opener-policy": "same-origin",
  }
  let sent = headers
  const site = createServer((request, answer) => {
    for (const [name, value] of Object.entries(sent)) answer.setHeader(name, value)
    answer.end(request.url === "/api/v1/healthz" ? '{"status":"ok","checks":{}}' : "")
  }).listen(0)
  afterAll(() => site.close())
  const { port } = site.address() as { port: number }
  const given = { ...sound, APP_URL: `http://localhost:${port}`, KIOSK_URL: `http://127.0.0.1:${port}` }

  test("answer, or it is said which does not", async () => {
    expect(await told("address.answers", given)).toEqual(["pass", expect.stringContaining("Asked: ")])
    expect(await told("address.answers", { ...given, KIOSK_URL: "http://localhost:1" })).toEqual([
      "fail",
      "http://localhost:1 is not answered by the kiosk.",
    ])
    expect((await told("address.answers", { ...given, APP_URL: "http://localhost:1" }))[0]).toBe("fail")
  })

  test.each([...Object.keys(headers), "unsafe"])("lack %s, or it is said", async (name) => {
    sent = headers
    expect((await told("address.headers", given))[0]).toBe("pass")
    const { [name]: _, ...others } = headers
    const policy = "content-security-policy"
    sent =
      name === "unsafe"
        ? { ...others, [policy]: `${headers[policy]}; script-src 'nonce-x' 'unsafe-inline'` }
        : others
    const lacking = name === "unsafe" ? policy : name
    expect(await told("address.headers", given)).toEqual([
      "fail",
      expect.stringContaining(`localhost:${port} lacks ${lacking}`),
    ])
  })

  test("that nobody answers have no certificate", async () => {
    expect(await told("address.certificate", { ...sound, APP_URL: "https://localhost:1" })).toEqual([
      "fail",
      "It cannot be looked at (ECONNREFUSED).",
    ])
    expect((await told("address.certificate", given))[0]).toBe("skip")
  })
})
