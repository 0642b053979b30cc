import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { appendFileSync } from "node:fs"
import { createServer } from "node:net"
import { resolve } from "node:path"
import type { Database } from "../../db/client"
import { connect } from "../../db/client"
import { leaseEmbeddedPostgres } from "../../db/embedded"
import { createApiKey } from "../../lib/api-keys/keys"
import { sealerFrom } from "../../lib/core/crypto"
import type { Context } from "../../lib/core/operation"
import { inviteUser } from "../../lib/users/invite"
import { setPassword } from "../../lib/users/set-password"
import { webServerFlags } from "../../scripts/next"
import { cloneOf } from "./clones"
import { endedWithTests, waitUntil } from "./processes"
import { prepareTemplate } from "./template"

/** The secret that Zapier signs with now, and the one before, which still counts. */
export const zapierSecrets = [
  "whsec_c2V2ZW4gZ3JlZW4ga2V0dGxlcyBodW0=",
  "the secret before the present one".replaceAll(" ", "-"),
]

export type Server = Awaited<ReturnType<typeof startServer>>

export const password = "seven green kettles hum"

/** What the servers of the tests seal with. */
export const authSecret = "kept by the tests and by nobody else at all"

/**
 * Starts the built product, or another application of Next in `folder`, on a free port and resolves once `ready` is
 * answered. Everything it writes is kept, also in the file `log` where one is named. One that does not come up is ended.
 */
export async function startServer(
  databaseUrl: string,
  settings: Record<string, string> = {},
  { folder = ".", ready = "/api/v1/healthz", log }: { folder?: string; ready?: string; log?: string } = {},
) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  let output = ""
  let child = await launch()
  return {
    url,
    /** All that the server wrote to stdout and stderr so far. */
    output: () => output,
    pid: () => child.pid,
    /** Ends it as an operator does. */
    stop: () => end(child, "SIGTERM"),
    /** Ends it as a power cut does. */
    kill: () => end(child, "SIGKILL"),
    /** Starts it again at the same address, on the same database. */
    restart: async () => {
      child = await launch()
    },
  }

  async function launch() {
    const bin = resolve("node_modules/next/dist/bin/next")
    const started = spawn(
      process.execPath,
      [...webServerFlags, bin, "start", folder, "--port", String(port)],
      {
        env: { ...surroundings(), ...settingsOf(databaseUrl, url), ...settings },
        stdio: ["ignore", "pipe", "pipe"],
      },
    )
    endedWithTests(started)
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text
        if (log) appendFileSync(log, text)
      })
    await waitUntil(
      "the server is healthy",
      async () => {
        if (started.exitCode !== null) throw new Error("The server ended.")
        return await isAnswered(url + ready)
      },
      60_000,
    ).catch(async (error) => {
      await end(started, "SIGKILL")
      throw new Error(`${error.message}\n${output}`)
    })
    return started
  }
}

/** A migrated, empty database, as `freshDatabase` gives to the unit tests, whose global setup does not run here. */
export async function freshServedDatabase() {
  const lease = process.env.TEST_DATABASE_URL
    ? undefined
    : await leaseEmbeddedPostgres({
        dataDir: ".data/test",
        settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" },
      })
  const serverUrl = lease?.url ?? String(process.env.TEST_DATABASE_URL)
  const clone = cloneOf(serverUrl, await prepareTemplate(serverUrl))
  await clone.create()
  const { db, close: closeApp } = connect(clone.url, { max: 5 })
  const { sql, close: closeOwner } = connect(clone.ownerUrl, { max: 5 })
  return {
    url: clone.url,
    ownerUrl: clone.ownerUrl,
    serverUrl,
    db,
    sql,
    context: contextOn(db),
    close: async () => {
      await Promise.all([closeApp(), closeOwner()])
      await clone.drop()
      await lease?.release()
    },
  }
}

/** The system at work on a database, now. */
export const contextOn = (db: Database): Context => ({
  db,
  actor: { kind: "system", name: "Test" },
  now: new Date(),
  timeZone: "America/Los_Angeles",
  requestId: "test",
  sealer: sealerFrom(authSecret),
})

export type People = Awaited<ReturnType<typeof inviteUsersAndKeys>>

/** One admin, one front desk worker and one key of each kind. */
export async function inviteUsersAndKeys(ctx: Context) {
  const user = (name: string, email: string, role: "admin" | "staff") =>
    addUserWithPassword(ctx, { name, email, role })
  return {
    users: {
      admin: await user("Alexandra Admin", "alexandra@bec.example", "admin"),
      staff: await user("Samuel Staff", "samuel@bec.example", "staff"),
    },
    keys: { admin: await addApiKey(ctx, "admin"), staff: await addApiKey(ctx, "staff") },
  }
}

/** A user who has set the password that all users of the tests have. */
export async function addUserWithPassword(
  ctx: Context,
  user: { name: string; email: string; role: "admin" | "staff" },
) {
  const { id, token } = await inviteUser(ctx, user)
  await setPassword({ ...ctx, actor: { kind: "visitor" } }, { token, password })
  return { id, ...user, password }
}

/** A new API key in full. */
export async function addApiKey(ctx: Context, role: "admin" | "staff") {
  return await createApiKey(ctx, { name: `${role} script`, role })
}

/** Signs in as a browser does and returns the cookies; throws when the door stays shut. */
export async function signInByHttp(
  url: string,
  email: string,
  secret = password,
  code = "",
): Promise<string> {
  const asked = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = await asked.json()
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookiesOf(asked), "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ csrfToken, email, password: secret, code, json: "true" }),
  })
  const cookies = cookiesOf(answer)
  if (answer.status === 200 && cookies.includes("session-token=")) return cookies
  throw new Error(`Nobody is signed in: ${answer.status} ${await answer.text()}`)
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ")

const settingsOf = (databaseUrl: string, url: string) => ({
  DATABASE_URL: databaseUrl,
  APP_ENV: "test",
  APP_URL: url,
  NEXTAUTH_URL: url,
  AUTH_SECRET: authSecret,
  ZAPIER_HMAC_SECRET: zapierSecrets.join(" "),
  REDIS_URL: "",
  WORKER: "inline",
  LOG_LEVEL: "debug",
  NEXT_TELEMETRY_DISABLED: "1",
})

/** What a program needs to run at all; nothing that could set one of the product's own settings, or NODE_OPTIONS. */
function surroundings(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env
  return { PATH, HOME, TMPDIR, LANG, NODE_ENV: "production" }
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, "exit")
  child.kill(signal)
  const patience = setTimeout(() => child.kill("SIGKILL"), 15_000)
  await ended
  clearTimeout(patience)
}

async function isAnswered(url: string): Promise<boolean> {
  return await fetch(url).then(
    (answer) => answer.ok,
    () => false,
  )
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0)
  await once(probe, "listening")
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  if (typeof address !== "object" || !address) throw new Error("there is no free port")
  return address.port
}
