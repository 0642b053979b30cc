import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { Agent, type RequestOptions, request } from "node:https"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buffer } from "node:stream/consumers"
import { endedWithTests, waitUntil } from "./processes"
import { pathOf } from "./programs"
import { freePort } from "./server"

export const staffHost = "crm.bec.test"
export const kioskHost = "kiosk.bec.test"

export type Sending = { method?: string; headers?: Record<string, string>; body?: string | Buffer }
export type Answered = { status: number; headers: Headers; text: string }

/** A real Caddy with the product's own Caddyfile in front of `upstreams`, on the given ports, signing its own certificates. */
export async function startCaddy(upstreams: string[], { httpPort, httpsPort }: Ports) {
  const folder = mkdtempSync(join(tmpdir(), "bec-caddy-"))
  const child = spawn(pathOf("caddy"), ["run", "--config", "docker/Caddyfile", "--adapter", "caddyfile"], {
    env: {
      ...process.env,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      CADDY_ADMIN: `127.0.0.1:${await freePort()}`,
      // The doctor asks for the name that leads to this machine by itself.
      STAFF_HOST: `${staffHost}, localhost`,
      KIOSK_HOST: kioskHost,
      HTTP_PORT: String(httpPort),
      HTTPS_PORT: String(httpsPort),
      CERTIFICATES: "local_certs",
      UPSTREAMS: upstreams.join(" "),
    },
    stdio: ["ignore", "ignore", "pipe"],
  })
  endedWithTests(child)
  let log = ""
  child.stderr.setEncoding("utf8").on("data", (text) => {
    log += text
  })
  const root = join(folder, "caddy/pki/authorities/local/root.crt")
  await waitUntil("Caddy has its own authority", () => existsSync(root), 20_000)
  const agent = new Agent({ keepAlive: true, ca: readFileSync(root), maxSockets: 50 })
  /** Asks as a browser would that trusts Caddy's authority. Throws when the answer breaks off. */
  const ask = (host: string, path: string, sending: Sending = {}) =>
    send(
      { agent, host: "127.0.0.1", port: httpsPort, servername: host, path },
      `${host}:${httpsPort}`,
      sending,
    )
  await waitUntil(
    "Caddy answers for both names",
    async () => {
      const answers = [staffHost, kioskHost].map((host) =>
        ask(host, "/kiosk").then(
          ({ status }) => status,
          () => 0,
        ),
      )
      return (await Promise.all(answers)).every((status) => status === 200)
    },
    30_000,
  ).catch((error) => {
    child.kill("SIGKILL")
    throw new Error(`${error.message}\n${log.slice(-3000)}`)
  })
  return {
    ask,
    /** The file with the certificate of its authority. */
    root,
    stop: async () => {
      agent.destroy()
      const ended = once(child, "exit")
      child.kill("SIGKILL")
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Ports = { httpPort: number; httpsPort: number }

async function send(options: RequestOptions, host: string, sending: Sending): Promise<Answered> {
  const { method = "GET", headers = {}, body } = sending
  const size = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }
  const asked = request({ ...options, method, headers: { ...headers, ...size, host } })
  asked.setTimeout(30_000, () => asked.destroy(new Error("no answer within 30 s")))
  // A refusal may come before all was sent.
  const answered = once(asked, "response")
  asked.end(body)
  const [response] = await answered
  const text = (await buffer(response)).toString()
  if (!response.complete) throw new Error("the answer broke off")
  const pairs = Object.entries(response.headersDistinct as Record<string, string[]>)
  const all = pairs.flatMap(([name, values]) => values.map((value): [string, string] => [name, value]))
  return { status: response.statusCode, headers: new Headers(all), text }
}
