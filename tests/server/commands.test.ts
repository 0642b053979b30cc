import { spawn } from "node:child_process"
import { readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseEnv } from "node:util"
import { afterAll, describe, expect, inject, test } from "vitest"
import { newKey } from "../../lib/backups/seal"
import { readEnv } from "../../lib/env"
import { deactivateUser } from "../../lib/users/deactivate"
import { inviteUser } from "../../lib/users/invite"
import { confirmSecondFactor } from "../../lib/users/second-factor"
import { setPassword } from "../../lib/users/set-password"
import { codeAt, newSecret } from "../../lib/users/totp"
import { demoAccounts } from "../../scripts/seed/people"
import { beforeTests, temporaryFolder } from "../support/before"
import { freshDatabase } from "../support/database"
import { programOf } from "../support/program"
import { addUserWithPassword, contextOn, password, signInByHttp, startServer } from "../support/server"

const { url: databaseUrl, db, sql } = freshDatabase({ max: 5 })
const serverUrl = inject("serverUrl")
const context = contextOn(db)
const server = beforeTests(() => startServer(databaseUrl))
afterAll(() => server.stop())
const settings = {
  DATABASE_URL: databaseUrl,
  APP_ENV: "test",
  get APP_URL() {
    return server.url
  },
  AUTH_SECRET: "",
  REDIS_URL: "",
}

const crm = (...args: string[]) => run([programOf("crm"), ...args], settings)

describe("crm users", () => {
  test("adds a user and prints, alone, the link with which they set a password and sign in", async () => {
    const added = await crm(
      "users",
      "add",
      "--name",
      "Olivia Operator",
      "--email",
      "Olivia@BEC.example",
      "--role",
      "staff",
    )
    expect(added).toMatchObject({ code: 0, stderr: "" })
    const link = new URL(added.stdout.trim())
    expect(link.origin + link.pathname).toBe(`${server.url}/set-password`)
    expect(await (await fetch(link)).text()).toContain("Olivia Operator")
    const token = String(link.searchParams.get("token"))
    await setPassword({ ...context, actor: { kind: "visitor" } }, { token, password })
    expect(await signInByHttp(server.url, "olivia@bec.example")).toContain("session-token")
    expect(await (await fetch(link)).text()).toContain("does not work any more")
  })

  test("lists, resets, deactivates and reactivates them", async () => {
    expect((await crm("users", "list")).stdout).toBe("olivia@bec.example\tstaff\tactive\tOlivia Operator\n")
    const reset = await crm("users", "reset", "--email", "olivia@bec.example")
    expect(reset.stdout).toMatch(/^http\S+\/set-password\?token=[\w-]{43}\n$/)
    expect((await crm("users", "deactivate", "--email", "OLIVIA@bec.example")).code).toBe(0)
    expect((await crm("users", "list")).stdout).toContain("\tdeactivated\t")
    await expect(signInByHttp(server.url, "olivia@bec.example")).rejects.toThrow("Nobody is signed in")
    expect((await crm("users", "reactivate", "--email", "olivia@bec.example")).code).toBe(0)
    expect(await signInByHttp(server.url, "olivia@bec.example")).toContain("session-token")
  })

  test("takes a second factor away from somebody who lost the phone", async () => {
    const { id, email } = await addUserWithPassword(context, {
      name: "Philippa Phoneless",
      email: "philippa@bec.example",
      role: "staff",
    })
    const secret = newSecret()
    const actor = { kind: "user", id, name: "Philippa", role: "staff", sessionId: id } as const
    const now = new Date()
    await confirmSecondFactor({ ...context, actor, now }, { secret, code: codeAt(secret, now) })
    await expect(signInByHttp(server.url, email)).rejects.toThrow("code_needed")
    const { code, stdout } = await crm("users", "reset-code", "--email", email)
    expect([code, stdout]).toEqual([0, "Removed. They sign in with the password alone.\n"])
    expect(await signInByHttp(server.url, email)).toContain("session-token")
    expect((await crm("users", "reset-code", "--email", "nobody@bec.example")).code).toBe(1)
  })

  test("says what is wrong, on stderr, in words, with exit code 1", async () => {
    for (const [args, words] of [
      [["users", "add", "--name", "X", "--email", "nonsense", "--role", "staff"], "email: Enter an e-mail"],
      [["users", "add", "--name", "Y", "--email", "olivia@bec.example", "--role", "staff"], "exists already"],
      [["users", "add", "--name", "Y", "--email", "y@bec.example", "--role", "owner"], "admin, staff"],
      [["users", "reset", "--email", "nobody@bec.example"], "does not exist"],
      [["users", "deactivate", "--email", "nobody@bec.example"], "does not exist"],
      [["users", "add", "--name", "Y"], "--email"],
      [["nonsense"], "nonsense"],
    ] as const) {
      const { code, stdout, stderr } = await crm(...args)
      expect([args.join(" "), code, stdout]).toEqual([args.join(" "), 1, ""])
      expect(stderr).toContain(words)
      expect(stderr).not.toMatch(/^\s+at /m)
    }
  })

  test("keeps the last active admin", async () => {
    await crm("users", "add", "--name", "Ada Only", "--email", "ada@bec.example", "--role", "admin")
    const { code, stderr } = await crm("users", "deactivate", "--email", "ada@bec.example")
    expect([code, stderr.trim()]).toEqual([1, "The last active admin must stay."])
  })
})

describe("crm keys", () => {
  test("prints a new key, alone, and it works until it is revoked", async () => {
    const { code, stdout, stderr } = await crm("keys", "add", "--name", "Front door", "--role", "staff")
    expect([code, stderr]).toEqual([0, ""])
    expect(stdout).toMatch(/^bec_[\w-]{43}\n$/)
    const ask = () =>
      fetch(`${server.url}/api/v1/stats`, { headers: { authorization: `Bearer ${stdout.trim()}` } })
    expect((await ask()).status).toBe(200)
    const listed = (await crm("keys", "list")).stdout
    expect(listed).toContain("Front door")
    expect(listed).not.toContain(stdout.trim())
    expect((await crm("keys", "revoke", String(listed.split("\t")[0]))).code).toBe(0)
    expect((await ask()).status).toBe(401)
  })

  test("are made by two commands at once", async () => {
    const made = await Promise.all(
      [1, 2].map((n) => crm("keys", "add", "--name", `Twin ${n}`, "--role", "admin")),
    )
    expect(made.map(({ code }) => code)).toEqual([0, 0])
    expect(new Set(made.map(({ stdout }) => stdout)).size).toBe(2)
  })
})

describe("crm devices", () => {
  const pair = async (code: string) => {
    const answer = await fetch(`${server.url}/kiosk/calls/pair`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body: JSON.stringify({ code }),
    })
    return answer.status
  }

  test("prints, alone, a code that lets one tablet in; lists it and cuts it off", async () => {
    const made = await crm("devices", "code", "--name", "Front door", "--station", "Kiosk-2")
    expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^\d{8}\n$/)])
    expect(made.stderr).toContain(`${server.url}/kiosk`)
    expect(await pair(made.stdout.trim())).toBe(200)
    expect(await pair(made.stdout.trim())).toBe(422)
    const listed = (await crm("devices", "list")).stdout
    expect(listed).toMatch(/^[\w-]{36}\tworking\tKiosk-2\tlast contact \S+Z\tFront door\n$/)
    const id = String(listed.split("\t")[0])
    expect(await crm("devices", "revoke", id)).toMatchObject({ code: 0, stdout: "Cut off.\n" })
    expect((await crm("devices", "list")).stdout).toContain("\trevoked\t")
    expect(await crm("devices", "revoke", id)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("does not exist"),
    })
  })

  test("names the station Kiosk-Main where none is given, and refuses a code without a name", async () => {
    const { stdout } = await crm("devices", "code", "--name", "Plain")
    expect(await pair(stdout.trim())).toBe(200)
    expect((await crm("devices", "list")).stdout).toMatch(/\tKiosk-Main\t.*\tPlain\n/)
    expect((await crm("devices", "code")).code).toBe(1)
  })
})

describe("a database that was never migrated", () => {
  const name = `bec_test_behind_${process.pid}`
  const behind = {
    ...settings,
    DATABASE_URL: Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href,
  }
  afterAll(async () => {
    await sql.unsafe(`drop database if exists ${name} with (force)`)
  })

  test("stops the start, which says what to do; two migrations at once bring it up to date", async () => {
    await sql.unsafe(`create database ${name} template template0`)
    const refused = await run([programOf("start")], { ...behind, PORT: "1" })
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/migration\(s\) behind\. Run: crm migrate/)
    const migrated = await Promise.all([1, 2].map(() => run([programOf("crm"), "migrate"], behind)))
    expect(migrated.map(({ code }) => code)).toEqual([0, 0])
    expect(migrated.map(({ stdout }) => stdout).sort()).toEqual([
      expect.stringMatching(/^Applied \d+ migration/),
      "The database is up to date.\n",
    ])
  })
})

describe("in production", () => {
  const production = {
    APP_ENV: "production",
    DATABASE_URL: "",
    AUTH_SECRET: "",
    APP_URL: "http://crm.example",
  }

  test.each([
    [{}, ["AUTH_SECRET: is missing", "DATABASE_URL: is missing", "APP_URL: must begin with https://"]],
    [{ AUTH_SECRET: "short" }, ["AUTH_SECRET: must have at least 32 characters", "DATABASE_URL", "APP_URL"]],
    [
      { AUTH_SECRET: "change-me-change-me-change-me-change-me" },
      ["AUTH_SECRET: is an example", "DATABASE_URL", "APP_URL"],
    ],
    [
      { CENTER_TIME_ZONE: "Bakersfield", DATABASE_URL: databaseUrl },
      ["CENTER_TIME_ZONE", "AUTH_SECRET: is missing", "APP_URL: must begin with https://"],
    ],
    [{ CENTER_TIME_ZONE: "Bakersfield", DATABASE_POOL: "many" }, ["CENTER_TIME_ZONE", "DATABASE_POOL"]],
  ])("the start is refused and every fault named: %o", async (given, faults) => {
    const { code, stdout, stderr } = await run([programOf("start")], { ...production, ...given })
    expect(code).toBe(1)
    for (const fault of faults) expect(stdout + stderr).toContain(fault)
  })

  test("the start names a demo account beside the settings, and so does the worker's", async () => {
    const [{ name, email, role }] = demoAccounts
    const { id } = await inviteUser(context, { name, email, role })
    const refused = await Promise.all(
      [programOf("start"), programOf("worker")].map((script) =>
        run([script], { ...production, DATABASE_URL: databaseUrl }),
      ),
    )
    await deactivateUser(context, { id })
    for (const { code, stdout, stderr } of refused) {
      expect([code, stdout]).toEqual([1, ""])
      for (const fault of [`Active: ${email}.`, "AUTH_SECRET: is missing", "APP_URL: must begin"])
        expect(stderr).toContain(fault)
    }
  })

  test("the sample centre with its public passwords is refused", async () => {
    const { code, stderr } = await run(["--import", "tsx", "scripts/demo.ts"], {
      ...production,
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: "0rwQ5bG2o1eLJr7uXz8mKf4tYh6nVc3d",
      APP_URL: "https://crm.bec.test",
    })
    expect([code, stderr]).toEqual([1, expect.stringContaining("not for production")])
  })
})

describe("crm doctor", () => {
  const found = async (given: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await run([programOf("crm"), "doctor"], { ...settings, ...given })
    expect(stderr).toBe("")
    return {
      code,
      stdout,
      told: (title: string) => new RegExp(`^  (\\w+) +${title} `, "m").exec(stdout)?.[1],
    }
  }

  test("tells of a running server, with what is not ready and the remedies, and ends with 1", async () => {
    const { code, stdout, told } = await found()
    expect([code, told("APP_ENV is production"), told("The database answers")]).toEqual([1, "fail", "pass"])
    expect(told("The CRM and the kiosk answer under their addresses")).toBe("pass")
    expect(told("A worker is there")).toBe("pass")
    expect(stdout).toContain("-> Set APP_ENV=production: only then the start refuses what is not safe.\n")
    expect(stdout).toMatch(/^\d+ fail, \d+ warnings?, \d+ pass, \d+ not looked at\n$/m)
  })

  test("says so where there is no database, no Redis and no address", async () => {
    const nowhere = {
      DATABASE_URL: "postgres://crm:hush@127.0.0.1:1/bec",
      REDIS_URL: "redis://127.0.0.1:1",
      APP_URL: "https://127.0.0.1:1",
      APP_ENV: "production",
    }
    const { code, stdout, told } = await found(nowhere)
    expect([code, told("The database answers"), told("Redis answers")]).toEqual([1, "fail", "fail"])
    expect(told("The certificates are good for a while")).toBe("fail")
    expect(told("Every migration is applied")).toBe("skip")
    expect(stdout).not.toContain("hush")
  })

  test("names settings that cannot be understood, and looks at the rest", async () => {
    const { stdout, told } = await found({ CENTER_TIME_ZONE: "Bakersfield" })
    expect([told("Every setting can be understood"), told("The database answers")]).toEqual(["fail", "pass"])
    expect(stdout).toContain("CENTER_TIME_ZONE: is not a time zone")
  })

  test("prints the same as JSON", async () => {
    const { code, stdout } = await run([programOf("crm"), "doctor", "--json"], settings)
    const answers = JSON.parse(stdout)
    expect(code).toBe(1)
    expect(answers).toContainEqual(
      expect.objectContaining({ id: "database.reachable", state: "pass", remedy: expect.any(String) }),
    )
  })
})

describe("crm backups", () => {
  const folder = temporaryFolder()
  const refused = async (args: string[], env: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await run([programOf("crm"), ...args], { ...settings, ...env })
    expect([code, stdout]).toEqual([1, ""])
    return stderr
  }

  test("says so where none are known, and where they are made elsewhere", async () => {
    expect(await refused(["backups", "list"])).toContain("BACKUP_DIR is not set here")
    const here = { BACKUP_DIR: folder, BACKUP_RECIPIENT: (await newKey()).recipient }
    const { code, stderr } = await run([programOf("crm"), "backups", "list"], { ...settings, ...here })
    expect([code, stderr]).toEqual([0, "There are no backups yet: crm backup makes one.\n"])
  })

  test("says what is not there, and which key is damaged", async () => {
    const nothing = join(folder, "nothing")
    expect(await refused(["restore", "b.age", "--key", nothing])).toContain("There is no b.age here")
    writeFileSync(join(folder, "b.age"), "no backup")
    const here = { BACKUP_DIR: folder, BACKUP_RECIPIENT: (await newKey()).recipient }
    const restore = (key: string) => refused(["restore", "b.age", "--key", key], here)
    expect(await restore(nothing)).toBe(`There is no ${nothing}.\n`)
    const damaged = join(folder, "key")
    writeFileSync(damaged, `${(await newKey()).key.slice(0, 40)}\n`)
    expect(await restore(damaged)).toContain("The key is damaged")
  })
})

test("crm says its version, and for a command that it does not know what to do", async () => {
  expect((await run([programOf("crm"), "--version"], {})).stdout).toBe("1.0.0\n")
  const { code, stderr } = await run([programOf("crm"), "user"], {})
  expect([code, stderr]).toEqual([1, expect.stringContaining("Did you mean users?")])
})

describe("crm secrets", () => {
  const printed = async () => (await run([programOf("crm"), "secrets"], {})).stdout
  const folder = temporaryFolder()

  test("prints settings for production with secrets that no other call prints", async () => {
    const [one, other] = (await Promise.all([printed(), printed()])).map((text) => parseEnv(text))
    const whole = { ...one, APP_URL: "https://crm.bec.test", DATABASE_URL: "postgres://crm@db.test/bec" }
    expect(readEnv(whole)).toMatchObject({ APP_ENV: "production", CENTER_TIME_ZONE: "America/Los_Angeles" })
    for (const name of ["AUTH_SECRET", "ZAPIER_HMAC_SECRET", "METRICS_TOKEN"]) {
      expect(String(one?.[name]).length).toBeGreaterThan(40)
      expect(one?.[name]).not.toBe(other?.[name])
    }
  })

  test("writes them, with what is given, where no file is, for its owner only", async () => {
    const file = join(folder, "env")
    const write = () =>
      run([programOf("crm"), "secrets", "--set", "APP_URL=https://crm.bec.test", "--output", file], {})
    expect(await write()).toMatchObject({ code: 0, stdout: "" })
    const first = readFileSync(file, "utf8")
    expect([parseEnv(first).APP_URL, statSync(file).mode & 0o777]).toEqual(["https://crm.bec.test", 0o600])
    expect(await write()).toMatchObject({ code: 1, stderr: expect.stringContaining("is there already") })
    expect(readFileSync(file, "utf8")).toBe(first)
  })

  test.each([
    ["NONSENSE=1", /has no NONSENSE/],
    ["nonsense", /NAME=VALUE/],
  ])("refuses --set %s", async (set, words) => {
    const { code, stdout, stderr } = await run([programOf("crm"), "secrets", "--set", set], {})
    expect([code, stdout, stderr]).toEqual([1, "", expect.stringMatching(words)])
  })
})

function run(args: string[], env: Record<string, string>) {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, NODE_ENV: "production", ...env } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  })
  const said = { stdout: "", stderr: "" }
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text) => {
      said[name] += text
    })
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((ended) =>
    child.on("close", (code) => ended({ code, ...said })),
  )
}
