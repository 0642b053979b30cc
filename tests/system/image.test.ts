import { execFileSync } from "node:child_process"
import { readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { connect } from "../../db/client"
import { leaseEmbeddedPostgres } from "../../db/embedded"
import { appUrlBeside } from "../../db/roles"
import { newKey } from "../../lib/backups/seal"
import { webServerFlags } from "../../scripts/next"
import { temporaryFolder } from "../support/before"
import { buildah, buildImage, imageContainer } from "../support/image"
import { waitUntil } from "../support/processes"
import { startRedis } from "../support/redis"
import { freePort } from "../support/server"

const CANARY = "canary-of-a-secret-that-lies-beside-the-sources"

let container: Awaited<ReturnType<typeof imageContainer>>
let database: Awaited<ReturnType<typeof emptyDatabase>>
let redis: Awaited<ReturnType<typeof startRedis>>
let image = ""
const context = temporaryFolder()

beforeAll(async () => {
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
  execFileSync("tar", ["--create", "--null", "--files-from=-", `--file=${join(context, "all.tar")}`], {
    input: files,
  })
  execFileSync("tar", ["--extract", "--file=all.tar"], { cwd: context })
  for (const name of [".env", ".env.production", ".env.local", "scripts/.env"])
    writeFileSync(join(context, name), `AUTH_SECRET=${CANARY}\n`)
  image = await buildImage(context)
  container = await imageContainer(image)
  database = await emptyDatabase()
  redis = await startRedis()
}, 1_500_000)

afterAll(async () => {
  await container?.remove()
  await database?.close()
  await redis?.stop()
})

const settings = async (port = 0) => ({
  APP_URL: "https://crm.bec.test",
  NEXTAUTH_URL: "https://crm.bec.test",
  KIOSK_URL: "https://kiosk.bec.test",
  DATABASE_URL: database.appUrl,
  REDIS_URL: redis.url,
  AUTH_SECRET: "kept by the test of the image and by nobody else",
  PORT: String(port),
})

test("has no secret, no source and no test in it, and runs as nobody special", async () => {
  const found = execFileSync("sh", ["-c", `grep -rl "${CANARY}" "${container.root}" || true`], {
    encoding: "utf8",
  })
  expect(found).toBe("")
  expect(readdirSync(join(container.root, "app")).sort()).toEqual([
    ".env.example",
    ".next",
    "drizzle",
    "node_modules",
    "package.json",
    "public",
    "scripts",
    "server.js",
  ])
  expect(readdirSync(join(container.root, "app/scripts")).filter((name) => !name.endsWith(".mjs"))).toEqual(
    [],
  )
  const { OCIv1, Docker } = JSON.parse(await buildah("inspect", "--type", "image", image))
  expect(OCIv1.config.User).toBe("1000:1000")
  expect(Docker.config.Healthcheck.Test).toEqual(["CMD", "node", "scripts/health.mjs", "web"])
  expect(Docker.config.Cmd).toEqual(["node", ...webServerFlags, "scripts/start.mjs"])
  expect(JSON.stringify(OCIv1)).not.toMatch(/SECRET|PASSWORD|registry/i)
})

test("says all that is wrong with its settings, and that the database is behind, and does not start", async () => {
  const unset = await container.run(["node", "scripts/start.mjs"], {})
  expect(unset.code).toBe(1)
  for (const name of ["AUTH_SECRET", "DATABASE_URL", "APP_URL"]) expect(unset.output).toContain(`${name}:`)
  const behind = await container.run(["node", "scripts/start.mjs"], {
    ...(await settings()),
    DATABASE_URL: database.ownerUrl,
  })
  expect([behind.code, behind.output]).toEqual([1, expect.stringMatching(/migration/)])
})

test("migrates, and then web, worker and backup are healthy until they end, and change nothing but their own", async () => {
  const port = await freePort()
  const { recipient } = await newKey()
  const env = { ...(await settings(port)), BACKUP_RECIPIENT: recipient }
  const owners = {
    ...env,
    DATABASE_OWNER_URL: database.ownerUrl,
    BACKUP_DIR: "/backups",
  }
  const migrated = await container.run(["crm", "migrate"], owners)
  expect([migrated.code, migrated.output]).toEqual([0, expect.stringMatching(/Applied \d+ migration/)])

  const programs = {
    web: { command: ["node", "scripts/start.mjs"], check: ["web"], env },
    worker: { command: ["node", "scripts/worker.mjs", "/tmp/worker"], check: ["/tmp/worker"], env },
    backup: {
      command: ["node", "scripts/backup.mjs", "/tmp/backup"],
      check: ["/tmp/backup"],
      env: owners,
    },
  }
  const healthy = async (check: string[]) =>
    (await container.run(["node", "scripts/health.mjs", ...check], env)).code === 0
  for (const { check } of Object.values(programs)) expect(await healthy(check)).toBe(false)
  const running = Object.values(programs).map((program) => container.start(program.command, program.env))
  for (const [index, { check }] of Object.values(programs).entries())
    await waitUntil(`${check} is healthy`, () => healthy(check), 120_000).catch((error) =>
      expect.fail(`${error.message}\n${running[index]?.output()}`),
    )

  const answer = await (await fetch(`http://127.0.0.1:${port}/api/v1/healthz`)).json()
  expect(answer.checks).toMatchObject({ database: "ok", redis: "ok", worker: "ok" })
  const page = await (await fetch(`http://127.0.0.1:${port}/login`)).text()
  const [script] = /\/_next\/static\/[^"]+\.js/.exec(page) ?? expect.fail(page)
  expect((await fetch(`http://127.0.0.1:${port}${script}`)).status).toBe(200)
  expect((await fetch(`http://127.0.0.1:${port}/icon.svg`)).status).toBe(200)
  const backup = await container.run(["crm", "backup"], owners)
  // Two streams become one here, in whatever order they come.
  expect([backup.code, backup.output]).toEqual([0, expect.stringMatching(/^\/backups\/\S+$/m)])
  expect(backup.output).toMatch(/: good\.$/m)
  expect(running.map((program) => program.owner())).toEqual(["1000", "1000", "1000"])

  // Next ends with 143, as a program does that was told to, once it has answered.
  expect(await Promise.all(running.map((program) => program.stop()))).toEqual([143, 0, 0])
  for (const { check } of Object.values(programs)) expect(await healthy(check)).toBe(false)
  expect(container.written().filter((path) => !/^\/(tmp|backups)\//.test(path))).toEqual([])
})

test("makes users by the operator's command line", async () => {
  const added = await container.run(
    ["crm", "users", "add", "--name", "Ana Admin", "--email", "ana@bec.test", "--role", "admin"],
    await settings(),
  )
  expect([added.code, added.output]).toEqual([
    0,
    expect.stringMatching(/^https:\/\/crm\.bec\.test\/set-password\?token=/),
  ])
})

/** A database as a new Postgres has it: nobody's tables, and no role but the owner's. */
async function emptyDatabase() {
  const lease = await leaseEmbeddedPostgres({ dataDir: ".data/test" })
  const { sql, close } = connect(lease.url, { max: 1 })
  const name = `image_${process.pid}`
  await sql.unsafe(`create database ${name}`)
  const ownerUrl = Object.assign(new URL(lease.url), { pathname: `/${name}` }).href
  return {
    ownerUrl,
    appUrl: appUrlBeside(ownerUrl),
    close: async () => {
      await sql.unsafe(`drop database if exists ${name} with (force)`)
      await close()
      await lease.release()
    },
  }
}
