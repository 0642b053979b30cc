import { afterAll, beforeAll, expect, test } from "vitest"
import { insertClients } from "../../lib/clients/records"
import { type BehindCaddy, openBehindCaddy } from "../support/behind-caddy"
import { attack, type Finding } from "../support/wapiti"

let centre: BehindCaddy

beforeAll(async () => {
  centre = await openBehindCaddy()
  const people = ["Rosalind", "Theodosia", "Leopold"].map((firstName) => ({
    firstName,
    lastName: "Quillfeather",
  }))
  await centre.db.transaction((tx) => insertClients(tx, people, new Date()))
})
afterAll(() => centre?.close())

const open = [
  "/login",
  "/set-password?token=x",
  "/kiosk",
  "/api/v1/healthz",
  "/api/v1/openapi.json",
  "/api/v1/clients?query=a",
]
const staff = [
  "/clients?status=all&q=ros",
  "/check-ins",
  "/memberships",
  "/account",
  "/api/v1/clients?query=a&limit=2",
]
const admin = [
  ...staff,
  "/imports",
  "/reports",
  "/admin/users",
  "/admin/settings",
  "/admin/webhooks",
  "/admin/audit",
]
const bounds = { crawlSeconds: 15, attackSeconds: 3 }

/** What wapiti holds against us by rules that we do not follow, and why. Everything else is a fault. */
const accepted = [
  // A header of browsers that are gone, which made them less safe: OWASP advises to send none.
  { kind: "HTTP Secure Headers", info: "X-XSS-Protection is not set" },
  // Requests of other sites are refused by Origin, Fetch Metadata and SameSite: tests/server/sessions.test.ts sends them.
  { kind: "Cross Site Request Forgery", info: "Lack of anti CSRF token" },
]
const isAccepted = ({ kind, info }: Finding) => accepted.some((one) => one.kind === kind && one.info === info)

test.each([
  ["anonymous", undefined, open, /"\/login/],
  ["staff", "staff", staff, /"\/clients/],
  ["admin", "admin", admin, /"\/admin\/users/],
] as const)(
  "wapiti as %s finds nothing above informational but what is accepted",
  async (name, role, paths, reached) => {
    const cookie = role && (await centre.signIn(`Sam ${name}`, role)).cookie
    const before = centre.webs[0]?.output().length
    const found = await attack({ url: centre.url, paths: [...paths], cookie, ...bounds })
    const log = String(centre.webs[0]?.output().slice(before))
    console.log(`${name}: ${log.split("\n").length} lines of log`)
    expect(log).toMatch(reached)
    if (cookie) expect((await centre.ask("/clients", { headers: { cookie } })).status).toBe(200)
    expect(found.filter((finding) => !isAccepted(finding))).toEqual([])
  },
)
