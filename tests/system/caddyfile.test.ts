import { execFileSync } from "node:child_process"
import { tmpdir } from "node:os"
import { describe, expect, test } from "vitest"
import { pathOf } from "../support/programs"

describe("the Caddyfile", () => {
  const caddy = (...args: string[]) =>
    execFileSync(pathOf("caddy"), args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: {
        ...process.env,
        HOME: tmpdir(),
        STAFF_HOST: "crm.bec.test",
        KIOSK_HOST: "kiosk.bec.test",
      },
    })
  const file = ["--config", "docker/Caddyfile", "--adapter", "caddyfile"]

  test("is valid", () => {
    expect(() => caddy("validate", ...file)).not.toThrow()
  })

  test("gets certificates for both names and listens on 80 and 443", () => {
    const { http } = JSON.parse(caddy("adapt", ...file)).apps
    expect([http.http_port, http.https_port]).toEqual([80, 443])
    const [route] = http.servers.srv0.routes
    expect(route.match).toEqual([{ host: ["crm.bec.test", "kiosk.bec.test"] }])
    expect(http.servers.srv0.automatic_https).toBeUndefined()
  })
})
