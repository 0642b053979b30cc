import type { ChildProcess } from "node:child_process"
import type { Context } from "../../lib/core/operation"
import { type Answered, kioskHost, type Sending, staffHost, startCaddy } from "./caddy"
import { startRedis } from "./redis"
import {
  addApiKey,
  addUserWithPassword,
  authSecret,
  freePort,
  freshServedDatabase,
  password,
  type Server,
  startServer,
} from "./server"
import { cutPower, startWorkerProcess } from "./worker"

export type BehindCaddy = Awaited<ReturnType<typeof openBehindCaddy>>

/**
 * The built product as docker-compose.yml runs it, in production: web servers and workers in processes of their own, one
 * Redis and one database, and Caddy in front with both host names. `close` ends all of it.
 */
export async function openBehindCaddy({ webs: webCount = 1, workers: workerCount = 1 } = {}) {
  const database = await freshServedDatabase()
  const redis = await startRedis()
  const ports = { httpPort: await freePort(), httpsPort: await freePort() }
  const [url, kioskUrl] = [staffHost, kioskHost].map((host) => `https://${host}:${ports.httpsPort}`)
  const settings = {
    APP_ENV: "production",
    APP_URL: String(url),
    NEXTAUTH_URL: String(url),
    KIOSK_URL: String(kioskUrl),
    REDIS_URL: redis.url,
    AUTH_SECRET: authSecret,
    DATABASE_POOL: "5",
    ZAPIER_HMAC_SECRET: "",
    WORKER: "off",
    LOG_LEVEL: "info",
  }
  const webs: Server[] = []
  for (let count = 0; count < webCount; count++) webs.push(await startServer(database.url, settings))
  const startWorker = () => startWorkerProcess(database.url, { ...settings, LOG_LEVEL: "error" })
  const workers: ChildProcess[] = Array.from({ length: workerCount }, startWorker)
  const caddy = await startCaddy(
    webs.map((web) => web.url.replace("http://localhost", "127.0.0.1")),
    ports,
  )
  const system: Context = { ...database.context, now: new Date() }
  const ask = (path: string, sending?: Sending) => caddy.ask(staffHost, path, sending)
  return {
    ...database,
    ...ports,
    url: String(url),
    kioskUrl: String(kioskUrl),
    caddy,
    redis,
    webs,
    workers,
    system,
    ask,
    askKiosk: (path: string, sending?: Sending) => caddy.ask(kioskHost, path, sending),
    /** Asks the API with a new key of this role. */
    withKey: async (role: "admin" | "staff") => {
      const { key } = await addApiKey(system, role)
      return (path: string, { headers, ...rest }: Sending = {}) =>
        ask(`/api/v1${path}`, { ...rest, headers: { authorization: `Bearer ${key}`, ...headers } })
    },
    /** Adds a user who signs in through Caddy; resolves to the user and the cookies. */
    signIn: async (name: string, role: "admin" | "staff") => {
      const email = `${name.toLowerCase().replaceAll(" ", ".")}@bec.example`
      const user = await addUserWithPassword({ ...system, now: new Date() }, { name, email, role })
      return { ...user, cookie: await signInThrough(ask, String(url), email) }
    },
    /** Kills a worker as a power cut does and starts another one in its place. */
    replaceWorker: async (index: number) => {
      await cutPower(workers[index] as ChildProcess)
      workers[index] = startWorker()
    },
    close: async () => {
      await caddy.stop()
      for (const worker of workers) await cutPower(worker)
      for (const web of webs) await web.kill()
      await redis.stop()
      await database.close()
    },
  }
}

type Ask = (path: string, sending?: Sending) => Promise<Answered>

async function signInThrough(ask: Ask, url: string, email: string): Promise<string> {
  const asked = await ask("/api/auth/csrf")
  const { csrfToken } = JSON.parse(asked.text)
  const answer = await ask("/api/auth/callback/credentials", {
    method: "POST",
    headers: {
      cookie: cookiesOf(asked),
      origin: url,
      "sec-fetch-site": "same-origin",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ csrfToken, email, password, code: "", json: "true" }).toString(),
  })
  const cookies = cookiesOf(answer)
  if (answer.status === 200 && cookies.includes("session-token=")) return cookies
  throw new Error(`Nobody is signed in: ${answer.status} ${answer.text}`)
}

const cookiesOf = (answer: Answered) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ")
