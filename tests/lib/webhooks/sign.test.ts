import { randomBytes } from "node:crypto"
import fc from "fast-check"
import { Webhook } from "standardwebhooks"
import { describe, expect, test } from "vitest"
import {
  hookSignature,
  keyOf,
  signedHeaders,
  standardSignature,
  vouchedFor,
} from "../../../lib/webhooks/sign"

const now = new Date()
const secret = `whsec_${randomBytes(24).toString("base64")}`
const other = "a secret that is plain text"
const bytes = (text: string) => Buffer.from(text, "utf8")

test("the example of the Standard Webhooks specification is signed as it says", () => {
  const body = bytes('{"test": 2432232314}')
  const signature = standardSignature(
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "1614265330",
    body,
  )
  expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
})

test("the first test case of RFC 4231 is signed as it says", () => {
  const key = `whsec_${Buffer.alloc(20, 0x0b).toString("base64")}`
  expect(hookSignature(key, bytes("Hi There"))).toBe(
    "sha256=b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  )
})

test("a secret is its text, or base64 after whsec_", () => {
  expect(keyOf("whsec_AAECAw==")).toEqual(Buffer.from([0, 1, 2, 3]))
  expect(keyOf("secret")).toEqual(Buffer.from("secret"))
  expect(keyOf("whsec_")).toEqual(Buffer.from("whsec_"))
})

describe("with the package standardwebhooks", () => {
  const theirs = new Webhook(secret)
  const anything = fc.json({ maxDepth: 2 })

  test("what we send is verified by it", () => {
    fc.assert(
      fc.property(anything, fc.uuid(), (body, id) => {
        const headers = signedHeaders([secret, other], id, now, bytes(body))
        expect(theirs.verify(body, headers)).toEqual(JSON.parse(body))
      }),
    )
  })

  test("what it sends is verified by us", () => {
    fc.assert(
      fc.property(anything, fc.uuid(), (body, id) => {
        const headers = new Headers({
          "webhook-id": id,
          "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
          "webhook-signature": theirs.sign(id, now, body),
        })
        const vouched = vouchedFor(headers, bytes(body), [other, secret], now)
        expect(vouched).toMatchObject({ scheme: "standard", id })
      }),
    )
  })
})

describe("a message that comes in", () => {
  const body = bytes('{"id":"evt_1","event":"client.upserted"}')
  const sent = signedHeaders([secret], "evt_1", now, body)
  const only = (...names: string[]) =>
    new Headers(Object.entries(sent).filter(([name]) => names.includes(name)) as [string, string][])
  const standard = only("webhook-id", "webhook-timestamp", "webhook-signature")
  const hook = only("x-hook-signature")
  const check = (headers: Headers, moment = now, secrets = [secret], content: Uint8Array = body) =>
    vouchedFor(headers, content, secrets, moment)

  test("is vouched for by either signature, and by both", () => {
    expect(check(hook)).toEqual({ scheme: "hook" })
    const inCapitals = String(hook.get("x-hook-signature")).toUpperCase()
    expect(check(new Headers({ "x-hook-signature": inCapitals }))).toEqual({ scheme: "hook" })
    expect(check(standard)).toMatchObject({ scheme: "standard", id: "evt_1" })
    expect(check(new Headers(sent))).toMatchObject({ scheme: "standard" })
  })

  test("is vouched for under the old and the new secret while one takes the other's place", () => {
    for (const headers of [hook, standard]) {
      expect(check(headers, now, [other, secret])).not.toBeNull()
      expect(check(headers, now, [other])).toBeNull()
      expect(check(headers, now, [])).toBeNull()
    }
  })

  test("without a signature, or with one that is wrong beside one that is right, is not", () => {
    expect(check(new Headers())).toBeNull()
    expect(check(only("webhook-id", "webhook-timestamp"))).toBeNull()
    expect(check(only("webhook-signature"))).toBeNull()
    expect(check(new Headers({ ...sent, "x-hook-signature": "sha256=00" }))).toBeNull()
    expect(check(new Headers({ ...sent, "webhook-signature": "v1,AAAA" }))).toBeNull()
  })

  test.each(["v2,x", "", " ", "v1", "v1,", "sha256=", "sha1=abc"])("signed %j is not", (signature) => {
    expect(check(new Headers({ ...Object.fromEntries(standard), "webhook-signature": signature }))).toBeNull()
    expect(check(new Headers({ "x-hook-signature": signature }))).toBeNull()
  })

  test("is good for 5 minutes before and after its time", () => {
    const at = (ms: number) => check(standard, new Date(Math.floor(now.getTime() / 1000) * 1000 + ms))
    expect(at(300_000)).not.toBeNull()
    expect(at(-300_000)).not.toBeNull()
    expect(at(300_001)).toBeNull()
    expect(at(-300_001)).toBeNull()
  })

  test("of which one byte is changed, anywhere, is not", () => {
    const flipped = (text: Uint8Array, at: number, bit: number) => {
      const copy = Buffer.from(text)
      copy[at] = (copy[at] ?? 0) ^ (1 << bit)
      return copy
    }
    const names = ["webhook-id", "webhook-timestamp", "webhook-signature", "x-hook-signature"] as const
    fc.assert(
      fc.property(fc.constantFrom("body", ...names), fc.nat(), fc.nat(7), (where, at, bit) => {
        if (where === "body") {
          const changed = flipped(body, at % body.length, bit)
          for (const headers of [hook, standard]) expect(check(headers, now, [secret], changed)).toBeNull()
          return
        }
        const value = String(sent[where])
        const changed = flipped(bytes(value), at % value.length, bit).toString("latin1")
        // What no header can carry does not arrive at all, and space around a value is not part of it.
        if (!/^[\x21-\x7e]+$/.test(changed)) return
        if (where === "x-hook-signature" && changed.toLowerCase() === value) return
        const headers = new Headers(where === "x-hook-signature" ? hook : standard)
        headers.set(where, changed)
        expect(check(headers), `${where}: ${changed}`).toBeNull()
      }),
      { numRuns: 2000 },
    )
  })
})
