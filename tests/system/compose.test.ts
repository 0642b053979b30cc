import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { Agent, request } from "node:https"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { newKey } from "../../lib/backups/seal"
import { temporaryFolder } from "../support/before"
import { buildStandIn, type Engine, loadImage, startEngine, succeeded } from "../support/engine"
import { buildImage } from "../support/image"
import { waitUntil } from "../support/processes"
import { password } from "../support/server"

const PROJECT = "bec-crm"
const STAFF = "crm.localhost"
const FOREIGN = ["postgres:18.4-bookworm", "redis:8.2.2-bookworm", "caddy:2.11.9"]
const LASTING = ["backup", "caddy", "postgres", "redis", "web", "worker"]
const CHECKS = 10
/** Node alone takes 0.04 to start, and on a machine that is busy with other things everything takes more. */
const CHECK_SECONDS = 0.1
const email = "ana@bec.example"

const home = temporaryFolder()
let engine: Engine | undefined
let backupKey = ""
let port = ""
let agent: Agent | undefined

beforeAll(async () => {
  engine = await startEngine().catch((error) => {
    console.log(`docker-compose.yml is not tried, for there is no container engine here: ${error}`)
    return undefined
  })
  if (!engine) return
  const image = await buildImage(sources())
  await loadImage(engine, image, ["bec-crm:local"])
  await loadImage(engine, await buildStandIn(), FOREIGN)
  await install()
}, 1_500_000)

beforeEach(({ skip }) => skip(!engine, "There is no container engine here."))

afterAll(async () => {
  agent?.destroy()
  await engine?.close()
})

test("comes up as scripts/install leaves it, and all of it is healthy", async () => {
  const began = Date.now()
  await compose(["up", "-d"])
  console.log(`The whole of it is healthy after ${await untilHealthy(began)} s.`)
  expect((await containers()).map(({ service }) => service).sort()).toEqual([...LASTING, "migrate"].sort())
  port = await here().portTo(443)
})

test("an admin that the operator adds sets a password, signs in through Caddy's TLS and sees the dashboard", async () => {
  agent = new Agent({
    keepAlive: true,
    ca: await said("caddy", ["cat", "/data/caddy/pki/authorities/local/root.crt"]),
  })
  const link = new URL(await addUser("Ana Admin", email, "admin"))
  expect(link.host).toBe(STAFF)
  expect((await ask(link.pathname + link.search)).text).toContain("Hello, ")
  const set = await ask(link.pathname + link.search, {
    "next-action": await actionId("setPasswordAction"),
    "content-type": "text/plain;charset=UTF-8",
    body: JSON.stringify([{ token: link.searchParams.get("token"), password }]),
  })
  expect([set.status, set.text]).toEqual([200, expect.stringContaining(email)])
  const { status, text } = await ask("/", { cookie: await signIn() })
  expect([status, text]).toEqual([200, expect.stringContaining("Ana Admin")])
  expect(text).toContain("Dashboard")
})

test("no program can change what it is made of, or reach what is not its own", async () => {
  for (const service of LASTING)
    expect((await inside(service, ["touch", "/usr/bin/mine"])).stderr).toMatch(/Read-only file system/)
  for (const [service, user] of [
    ["web", "1000"],
    ["worker", "1000"],
    ["backup", "1000"],
    ["redis", "999"],
  ] as const)
    expect(await said(service, ["id", "-u"])).toBe(user)
  const reached = async (service: string) =>
    (await inside(service, ["pg_isready", "--host=postgres", "--timeout=3"])).code === 0
  expect([await reached("redis"), await reached("caddy")]).toEqual([true, false])
})

test("a health check costs next to nothing", async () => {
  const costs: Record<string, number> = {}
  for (const { id, service } of await containers()) {
    if (service === "migrate") continue
    const described = JSON.parse(
      await here().docker("inspect", "--format", "{{json .Config.Healthcheck.Test}}", id),
    )
    const [kind, ...words] = described as string[]
    const check = kind === "CMD-SHELL" ? ["sh", "-c", ...words] : words
    const repeated = `for n in ${"x ".repeat(CHECKS)}; do "$@" >/dev/null || exit 1; done; times`
    costs[service] = childSeconds(await said(service, ["sh", "-c", repeated, "sh", ...check])) / CHECKS
  }
  console.log("seconds of a CPU for one check:", costs)
  expect(Object.keys(costs).sort()).toEqual(LASTING)
  for (const [service, cost] of Object.entries(costs))
    expect([service, cost < CHECK_SECONDS]).toEqual([service, true])
})

test("all of it comes back after a restart on a machine that is busy with 20 other programs", async () => {
  const busy = Array.from({ length: 20 }, () =>
    spawn("setpriv", ["--pdeathsig", "KILL", "nice", "sh", "-c", "while :; do :; done"], { stdio: "ignore" }),
  )
  try {
    const began = Date.now()
    // Not what has ended, as when the machine itself starts again.
    await compose(["restart", ...LASTING])
    console.log(`Busy, it is healthy ${await untilHealthy(began)} s after the restart began.`)
    expect((await ask("/", { cookie: await signIn() })).status).toBe(200)
  } finally {
    for (const child of busy) child.kill("SIGKILL")
  }
})

test("a backup is made, listed, proven and restored inside", async () => {
  const made = await said("backup", ["crm", "backup"])
  expect(made).toMatch(/^\/backups\/\S+$/m)
  const [, name = ""] = /^\/backups\/(\S+)$/m.exec(made) ?? []
  expect(await said("backup", ["crm", "backups", "list"])).toContain(name)
  expect(await said("backup", ["crm", "backups", "prove", name, "--key", "-"], backupKey)).toContain(
    "is good",
  )

  await addUser("Sam Staff", "sam@bec.example", "staff")
  await compose(["stop", "web", "worker"])
  const restored = await said("backup", ["crm", "restore", name, "--yes", "--key", "-"], backupKey)
  expect(restored).toContain("everything is as it was at")
  await compose(["up", "-d"])
  await untilHealthy()
  const users = await said("web", ["crm", "users", "list"])
  expect(users).toContain(email)
  expect(users).not.toContain("sam@bec.example")
  expect((await ask("/", { cookie: await signIn() })).text).toContain("Ana Admin")
})

test("an upgrade that has nothing to do says so", async () => {
  await compose(["stop", "web", "worker", "backup"])
  const { stdout } = await compose(["run", "--rm", "-T", "--no-deps", "backup", "crm", "upgrade"])
  expect(stdout).toContain("The database is up to date.")
  await compose(["up", "-d"])
  await untilHealthy()
})

test("of two web servers one is killed, and people are answered all the time", async () => {
  // Compose 2 has hyphens in these names, as docs/operations.md says.
  const upstreams = [1, 2].map((number) => `${PROJECT}_web_${number}:3000`).join(" ")
  writeFileSync(
    join(home, ".env"),
    `${readFileSync(join(home, ".env"), "utf8")}WEB_REPLICAS=2\nWORKER_REPLICAS=2\nUPSTREAMS="${upstreams}"\n`,
  )
  await compose(["up", "-d"])
  await untilHealthy()
  expect(
    (await containers()).filter(({ service }) => service === "web" || service === "worker"),
  ).toHaveLength(4)
  const cookie = await signIn()
  await waitUntil("Caddy has seen both", async () => (await ask("/login")).status === 200, 30_000)

  const answers: number[] = []
  let over = false
  const callers = ["/clients", "/api/v1/healthz", "/login", "/"].map(async (path) => {
    while (!over) answers.push((await ask(path, { cookie }).catch(() => ({ status: 0 }))).status)
  })
  await waitUntil("there is a load", () => answers.length > 40, 60_000)
  const [web] = (await containers()).filter(({ service }) => service === "web")
  here().crash(String(web?.id))
  const killedAt = answers.length
  await waitUntil("people are answered", () => answers.length > killedAt + 100, 60_000)
  await untilHealthy()
  over = true
  await Promise.all(callers)
  const bad = answers.filter((status) => ![200, 307].includes(status))
  console.log(
    `${answers.length} requests, ${answers.length - killedAt} since one was killed; not answered: ${bad}`,
  )
  // What was in the hands of the one that died, at most one of each caller.
  expect(bad.length).toBeLessThanOrEqual(callers.length)
})

/** The engine, where there is one. */
function here(): Engine {
  return engine ?? expect.fail("There is no container engine here.")
}

/** What the image is made of, as a clone would have it. */
function sources(): string {
  const context = join(home, "sources")
  mkdirSync(context)
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
  const archive = join(home, "all.tar")
  execFileSync("tar", ["--create", "--null", "--files-from=-", `--file=${archive}`], { input: files })
  execFileSync("tar", ["--extract", `--file=${archive}`], { cwd: context })
  return context
}

/** What an operator does before the first start. */
async function install() {
  const { key, recipient } = await newKey()
  backupKey = key
  cpSync("docker", join(home, "docker"), { recursive: true })
  mkdirSync(join(home, "scripts"))
  cpSync("scripts/install", join(home, "scripts/install"))
  const answers = ["Bakersfield eSports Center", "crm.bec.example", "kiosk.bec.example", email, recipient]
  execFileSync("sh", ["scripts/install"], { cwd: home, input: answers.map((line) => `${line}\n`).join("") })
  const set = new Set(
    [...readFileSync(join(home, ".env"), "utf8").matchAll(/^(\w+)=.+$/gm)].map(([, name]) => String(name)),
  )
  writeFileSync(
    join(home, "docker-compose.yml"),
    forCompose1(readFileSync("docker-compose.yml", "utf8"), set),
  )
}

/**
 * The file as Debian's Compose 1.29 reads it: it takes the project's name from its command line, calls `missing` by its former name,
 * and has no `${NAME:+word}`.
 */
const forCompose1 = (file: string, set: Set<string>) =>
  file
    .replace(/^name: .*$/m, "")
    .replaceAll("pull_policy: missing", "pull_policy: if_not_present")
    .replaceAll(/\$\{(\w+):\+([^}]*)\}/g, (_, name, word) => (set.has(name) ? word : ""))

async function compose(args: string[], input = "") {
  const files = ["--file", "docker-compose.yml", "--file", "docker/compose.override.yml"]
  const all = ["--project-name", PROJECT, ...files, ...args]
  return succeeded(
    await here().run("docker-compose", all, { input, cwd: home }),
    `docker-compose ${args.join(" ")}`,
  )
}

/** What a command says that runs in a service's container, as the operator has it run. */
const said = async (service: string, command: string[], input = "") =>
  (await compose(["exec", "-T", service, ...command], input)).stdout.trim()

/** The same, whatever comes of it. */
const inside = (service: string, command: string[]) =>
  here().run("docker", ["exec", `${PROJECT}_${service}_1`, ...command])

/** Resolves to the link with which they set a password. */
const addUser = (name: string, address: string, role: "admin" | "staff") =>
  said("web", ["crm", "users", "add", "--name", name, "--email", address, "--role", role])

const containers = () => here().containers(PROJECT)

/** Resolves to the seconds since `began`; throws with what the services said. */
async function untilHealthy(began = Date.now()): Promise<string> {
  let seen = ""
  await waitUntil(
    "all services are healthy",
    async () => {
      const all = await containers()
      seen = all.map(({ service, state, health }) => `${service}: ${state}, ${health}`).join("\n")
      return all.every(({ service, state, health }) =>
        service === "migrate" ? state === "Exited (0)" : state === "running" && health === "healthy",
      )
    },
    300_000,
  ).catch(async (error) => {
    const { stdout } = await compose(["logs", "--no-color", "--tail=40"])
    throw new Error(`${error.message}\n${seen}\n${stdout}`)
  })
  return ((Date.now() - began) / 1000).toFixed(1)
}

type Asking = Record<string, string> & { body?: string }

/** Asks as a browser would that trusts Caddy's authority; with a body, as a form of the page at `path` does. */
async function ask(path: string, { body, ...headers }: Asking = {}) {
  const origin = body === undefined ? {} : { origin: `https://${STAFF}`, "sec-fetch-site": "same-origin" }
  const asked = request({
    ...{ agent, socketPath: port, servername: STAFF, path, method: body === undefined ? "GET" : "POST" },
    headers: { host: STAFF, ...origin, ...headers },
  })
  asked.setTimeout(60_000, () => asked.destroy(new Error("no answer within a minute")))
  const answered = once(asked, "response")
  asked.end(body)
  const [answer] = await answered
  const cookies: string[] = answer.headers["set-cookie"] ?? []
  const cookie = cookies.map((one) => one.split(";")[0]).join("; ")
  return { status: Number(answer.statusCode), text: await text(answer), cookie }
}

/** Resolves to the cookies of Ana's new session. */
async function signIn(): Promise<string> {
  const asked = await ask("/api/auth/csrf")
  const { csrfToken } = JSON.parse(asked.text)
  const answer = await ask("/api/auth/callback/credentials", {
    cookie: asked.cookie,
    "content-type": "application/x-www-form-urlencoded",
    body: new URLSearchParams({ csrfToken, email, password, code: "", json: "true" }).toString(),
  })
  expect([answer.status, answer.cookie]).toEqual([200, expect.stringContaining("session-token=")])
  return answer.cookie
}

/** By which a page of this image calls the action of this name. */
async function actionId(name: string): Promise<string> {
  const manifest = JSON.parse(await said("web", ["cat", ".next/server/server-reference-manifest.json"]))
  const all = Object.entries(manifest.node as Record<string, { exportedName: string }>)
  return String(all.find(([, { exportedName }]) => exportedName === name)?.[0])
}

/** What the shell's `times` says of the programs that it ran: its second line, in user and in system. */
function childSeconds(times: string): number {
  const line = times.trim().split("\n").at(-1) ?? ""
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0)
}
