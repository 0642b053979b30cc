import { once } from "node:events"
import { readFileSync } from "node:fs"
import { request } from "node:http"
import { connect, type SecureVersion } from "node:tls"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { runCrm } from "../server/crm"
import { type BehindCaddy, openBehindCaddy } from "../support/behind-caddy"
import { kioskHost, staffHost } from "../support/caddy"
import { earlyInAMinute } from "../support/processes"

let centre: BehindCaddy

beforeAll(async () => {
  centre = await openBehindCaddy()
})
afterAll(() => centre?.close())

const plain = (host: string) =>
  new Promise<{ status?: number; location?: string }>((resolve, reject) => {
    const asked = request(
      { host: "127.0.0.1", port: centre.httpPort, path: "/clients?q=a", headers: { host } },
      (answer) => {
        answer.resume()
        resolve({ status: answer.statusCode, location: answer.headers.location })
      },
    )
    asked.on("error", reject).end()
  })

test("plain http leads to https, on both names", async () => {
  for (const host of [staffHost, kioskHost])
    expect(await plain(host)).toEqual({
      status: 308,
      location: `https://${host}/clients?q=a`,
    })
})

describe("TLS", () => {
  /** The version that Caddy agrees on with a client that speaks this one only, or the alert with which it declines. */
  const spoken = async (version: SecureVersion) => {
    const socket = connect({
      ...{ host: "127.0.0.1", port: centre.httpsPort, servername: staffHost },
      ...{ minVersion: version, maxVersion: version, ca: readFileSync(centre.caddy.root) },
      // Without this, OpenSSL itself would not even offer 1.1.
      ciphers: "DEFAULT@SECLEVEL=0",
    })
    try {
      await once(socket, "secureConnect")
      return socket.getProtocol()
    } catch (error) {
      return (error as NodeJS.ErrnoException).code
    } finally {
      socket.destroy()
    }
  }

  test("is spoken in 1.2 and 1.3, and refused in 1.1", async () => {
    expect(await spoken("TLSv1.3")).toBe("TLSv1.3")
    expect(await spoken("TLSv1.2")).toBe("TLSv1.2")
    expect(await spoken("TLSv1.1")).toBe("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION")
  })

  test("with a certificate of an authority that nobody knows is a fault for the doctor, until it is known", () => {
    const certificate = (more: Record<string, string>) => {
      const { stdout } = runCrm(["doctor", "--json"], {
        ...{ DATABASE_URL: centre.url, APP_URL: `https://localhost:${centre.httpsPort}`, ...more },
      })
      const found: { id: string; state: string; says: string }[] = JSON.parse(stdout)
      const { state, says } = found.find(({ id }) => id === "address.certificate") ?? expect.fail(stdout)
      return `${state}: ${says}`
    }
    expect(certificate({})).toMatch(/^fail: That of localhost is not to be trusted: /)
    // Caddy's own are good for hours only, which the doctor tells.
    expect(certificate({ NODE_EXTRA_CA_CERTS: centre.caddy.root })).toBe(
      "warn: That of localhost is good for 0 more days.",
    )
  })
})

test("who is not signed in is led to the sign-in page of the same name", async () => {
  const { status, headers } = await centre.ask("/clients")
  const place = new URL(String(headers.get("location")), `${centre.url}/clients`)
  expect([status, place.href]).toEqual([307, `${centre.url}/login?next=%2Fclients`])
})

test("a user signs in and works, and the cookies are bound to the name", async () => {
  const { cookie } = await centre.signIn("Samuel Staff", "staff")
  expect(cookie).toMatch(/__Host-next-auth\.session-token=/)
  const page = await centre.ask("/clients", { headers: { cookie } })
  expect([page.status, page.text]).toEqual([200, expect.stringContaining("Samuel Staff")])
})

test("under the kiosk's name nothing but the kiosk answers", async () => {
  const home = await centre.askKiosk("/")
  expect([home.status, home.headers.get("location")]).toEqual([307, `${centre.kioskUrl}/kiosk`])
  expect((await centre.askKiosk("/kiosk")).status).toBe(200)
  const { cookie } = await centre.signIn("Kim Kiosk", "admin")
  for (const path of [
    "/login",
    "/clients",
    "/admin/users",
    "/api/v1/healthz",
    "/api/v1/clients",
    "/api/auth/csrf",
    "/api/v1/metrics",
  ])
    expect([path, (await centre.askKiosk(path, { headers: { cookie } })).status]).toEqual([path, 404])
})

test("no answer says what serves it, and each asks for https from then on", async () => {
  const answers = [
    await centre.ask("/login"),
    await centre.ask("/nowhere"),
    await centre.askKiosk("/kiosk"),
    await centre.ask("/api/v1/healthz"),
  ]
  for (const { headers } of answers) {
    expect(headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains")
    for (const name of ["server", "via", "x-powered-by"]) expect(headers.get(name)).toBeNull()
  }
})

test("texts are compressed for those who can read that", async () => {
  const { headers } = await centre.ask("/api/v1/openapi.json", { headers: { "accept-encoding": "gzip" } })
  expect(headers.get("content-encoding")).toBe("gzip")
})

describe("a body", () => {
  const body = (bytes: number) => Buffer.alloc(bytes, "x")

  test("that is too large for the API is refused in its words up to 2 MB, and by Caddy above", async () => {
    const admin = await centre.withKey("admin")
    const headers = { "content-type": "application/json" }
    const large = await admin("/clients", { method: "POST", headers, body: body(1_500_000) })
    expect([large.status, large.text]).toEqual([413, expect.stringContaining("larger than 1 MB")])
    const larger = await admin("/clients", { method: "POST", headers, body: body(3_000_000) })
    expect(larger.status).toBe(413)
  })

  test("of an import may have 50 MB, and no more", async () => {
    const admin = await centre.withKey("admin")
    const headers = { "content-type": "text/csv" }
    const csv = `first_name,last_name,notes\n${"Rosalind,Quillfeather,\n".repeat(100_000)}`
    const taken = await admin("/imports", { method: "POST", headers, body: csv })
    expect([taken.status, taken.text]).toEqual([202, expect.stringContaining("checking")])
    const refused = await admin("/imports", { method: "POST", headers, body: body(51 * 1024 * 1024) })
    expect([refused.status, refused.text]).toEqual([413, expect.stringContaining("larger than 50 MB")])
  })
})

test("the address that counts is the one that Caddy sees, whatever is sent as such", async () => {
  await earlyInAMinute()
  const guess = (from: string) =>
    centre.ask("/api/v1/stats", { headers: { authorization: "Bearer bec_guess", "x-forwarded-for": from } })
  const statuses = []
  for (let count = 0; count < 31; count++) statuses.push((await guess(`203.0.113.${count}`)).status)
  expect(statuses).toEqual([...Array(30).fill(401), 429])
})

test("when no web server is there, Caddy says so in plain words, and all is well once it is back", async () => {
  await centre.webs[0]?.kill()
  const { status, headers, text } = await centre.ask("/login")
  expect([status, text]).toEqual([
    expect.toBeOneOf([502, 503]),
    expect.stringContaining("does not answer at the moment"),
  ])
  expect(headers.get("retry-after")).toBe("5")
  expect(headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains")
  await centre.webs[0]?.restart()
  await expect.poll(async () => (await centre.ask("/login")).status, { timeout: 20_000 }).toBe(200)
})
