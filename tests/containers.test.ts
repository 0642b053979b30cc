import { spawn } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DCLinter } from "dclint"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { parse } from "yaml"
import { readEnv } from "../lib/env"

type Service = Record<string, unknown> & {
  environment?: Record<string, string>
  healthcheck?: { test: string[] }
  image: string
  networks: string[]
  ports?: string[]
}
type Compose = {
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean }>
  "x-settings": Record<string, string>
}

const compose: Compose = parse(readFileSync("docker-compose.yml", "utf8"), { merge: true })
const services = Object.entries(compose.services)
/** It runs once and ends. */
const lasting = services.filter(([name]) => name !== "migrate")

describe("docker-compose.yml", () => {
  test.each(["docker-compose.yml", "docker/compose.override.yml"])(
    "%s keeps to the Compose schema",
    (file) => {
      const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] })
      const faults = linter.lintFiles([file], false).flatMap(({ messages }) => messages)
      expect(faults.filter(({ rule }) => rule.startsWith("invalid-"))).toEqual([])
    },
  )

  test("has the services of the product", () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      "backup",
      "caddy",
      "migrate",
      "postgres",
      "redis",
      "web",
      "worker",
    ])
  })

  test("opens no port but 80 and 443, and those of Caddy only", () => {
    const open = services.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`))
    expect(open).toEqual(["caddy 80:80", "caddy 443:443", "caddy 443:443/udp"])
  })

  test.each(lasting)("%s is watched, started again and kept small", (_, service) => {
    expect(service.restart).toBe("unless-stopped")
    expect(service.healthcheck?.test.length).toBeGreaterThan(1)
    expect(service.mem_limit).toMatch(/^\d+[mg]$/)
    expect(service.logging).toEqual({ driver: "json-file", options: { "max-size": "10m", "max-file": "5" } })
  })

  test.each(services)("%s changes nothing but its own data and gets no more rights", (_, service) => {
    expect(service.read_only).toBe(true)
    expect(service.cap_drop).toEqual(["ALL"])
    expect(service.security_opt).toEqual(["no-new-privileges:true"])
    expect(service.privileged).toBeUndefined()
  })

  test.each(services)("%s is of an exact version", (_, { image }) => {
    expect(image).toMatch(/:(\d+\.\d+(\.\d+)?[\w.-]*|\$\{VERSION:-local\})(@sha256:[0-9a-f]{64})?$/)
  })

  test("keeps the database and Redis from the outside", () => {
    expect(compose.networks.data?.internal).toBe(true)
    for (const name of ["postgres", "redis", "migrate"])
      expect(compose.services[name]?.networks).toEqual(["data"])
    expect(compose.services.caddy?.networks).toEqual(["outside"])
  })

  test("holds no secret, and gives the owner's password to whoever changes tables only", () => {
    const given = services.flatMap(([name, { environment = {} }]) =>
      Object.entries(environment).map(([key, value]) => ({ name, key, value })),
    )
    const secrets = given.filter(({ key }) => /PASSWORD|SECRET|KEY|AUTH|_URL$/.test(key))
    const literal = secrets.filter(({ value }) => value && !value.includes("${"))
    expect(literal).toEqual([])
    const owner = given.filter(({ value }) => /\$\{POSTGRES_PASSWORD/.test(value)).map(({ name }) => name)
    expect(new Set(owner)).toEqual(new Set(["postgres", "migrate", "backup"]))
  })

  test("passes on every setting of .env.example", () => {
    const known = readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=/gm)
    const passed = services.flatMap(([, { environment = {} }]) => Object.keys(environment))
    expect([...known].map(([, name]) => name).filter((name) => !passed.includes(String(name)))).toEqual([])
  })
})

describe("scripts/install", () => {
  let folder = ""
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bec-install-"))
    mkdirSync(join(folder, "scripts"))
    cpSync("scripts/install", join(folder, "scripts/install"))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const recipient = `age1${"q".repeat(58)}`
  const answers = ["Bakersfield eSports Center", "crm.bec.test", "kiosk.bec.test", "ana@bec.test", recipient]
  const written = () => readFileSync(join(folder, ".env"), "utf8")
  const settings = () =>
    Object.fromEntries([...written().matchAll(/^(\w+)="?(.*?)"?$/gm)].map(([, key, value]) => [key, value]))

  async function install(lines: string[]) {
    const child = spawn("sh", [join(folder, "scripts/install")], { stdio: ["pipe", "pipe", "pipe"] })
    let output = ""
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text))
    child.stdin.end(lines.map((line) => `${line}\n`).join(""))
    const [code] = await once(child, "close")
    return { code, output }
  }

  test("writes an .env that only its owner reads, and says what comes next", async () => {
    const { code, output } = await install(answers)
    expect([code, output]).toEqual([0, expect.stringContaining("docker compose up -d --build --wait")])
    expect(statSync(join(folder, ".env")).mode & 0o777).toBe(0o600)
    for (const [key, value] of Object.entries(settings()))
      if (/SECRET|PASSWORD/.test(key)) expect(output).not.toContain(value)
  })

  test("writes what docker-compose.yml needs, with other secrets each time, and no two alike", async () => {
    const asked = [...readFileSync("docker-compose.yml", "utf8").matchAll(/\$\{(\w+):\?/g)].map(
      ([, name]) => name,
    )
    await install(answers)
    const first = settings()
    expect(asked.filter((name) => !first[String(name)])).toEqual([])
    const secrets = Object.entries(first).filter(([key]) => /SECRET|PASSWORD/.test(key))
    for (const [, value] of secrets) expect(value).toMatch(/^[0-9a-f]{64}$/)
    expect(new Set(secrets.map(([, value]) => value)).size).toBe(secrets.length)
    rmSync(join(folder, ".env"))
    await install(answers)
    for (const [key, value] of secrets) expect(settings()[key]).not.toBe(value)
  })

  test("its answers, as docker-compose.yml passes them on, start the product", async () => {
    await install(answers)
    const values = settings()
    const passed = Object.entries(compose["x-settings"]).map(([key, value]) => [
      key,
      value.replaceAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_, name, other = "") => values[name] || other),
    ])
    const env = readEnv(Object.fromEntries(passed))
    expect(env).toMatchObject({
      APP_ENV: "production",
      APP_URL: "https://crm.bec.test",
      KIOSK_URL: "https://kiosk.bec.test",
      CENTER_NAME: "Bakersfield eSports Center",
      CENTER_TIME_ZONE: "America/Los_Angeles",
    })
  })

  test("leaves an .env that is there as it is", async () => {
    await install(answers)
    const before = written()
    const { code, output } = await install(answers)
    expect([code, output]).toEqual([1, expect.stringContaining("There is an .env already")])
    expect(written()).toBe(before)
  })

  test("asks again after an answer that cannot be, and writes nothing when there is none", async () => {
    const { code, output } = await install([
      'Ana\'s "Place" $(reboot)',
      "",
      "https://crm.bec.test",
      "crm.bec.test",
      "crm.bec.test",
      "kiosk.bec.test",
      "nobody",
    ])
    expect(code).toBe(1)
    expect(output).toContain("without quotation marks")
    expect(output).toContain("without https://")
    expect(output).toContain("a name of its own")
    expect(output).toContain("Nothing was written")
    expect(() => written()).toThrow()
  })
})
