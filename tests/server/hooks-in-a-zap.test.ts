import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { expect, test } from "vitest"
import { newSecret } from "../../lib/webhooks/secrets"
import { signedHeaders } from "../../lib/webhooks/sign"
import { zapierSecrets } from "../support/server"
import { sharedCentre } from "./centre"

const { server, sql } = sharedCentre()

type CodeStep = (inputData: Record<string, string>, require: NodeJS.Require) => Promise<{ status: string }>

/** The first or second code of docs/zapier.md, run as a Code step runs it. */
function codeStep(place = 0): CodeStep {
  const codes = [...readFileSync("docs/zapier.md", "utf8").matchAll(/```js\n([\s\S]*?)```/g)]
  const code = codes[place]?.[1] ?? ""
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor
  return new AsyncFunction("inputData", "require", code) as CodeStep
}

test.each(zapierSecrets)(
  "the code that the guide gives for a Zap signs and sends, under each secret",
  async (secret) => {
    const inputData = {
      secret,
      url: `${server.url}/api/v1/hooks/zapier`,
      id: `zap_${secret.length}`,
      first_name: "Zelda",
      last_name: `Zapper${secret.length}`,
      email: "",
      phone: "",
      subscription: `sub_${secret.length}`,
      plan: "unlimited",
      starts_on: "2026-12-01",
    }
    const run = codeStep()
    expect(await run(inputData, createRequire(import.meta.url))).toEqual({ status: "processed" })
    expect(await run(inputData, createRequire(import.meta.url))).toEqual({ status: "duplicate" })
    const made = await sql`select from memberships where external_id = ${inputData.subscription}`
    expect(made).toHaveLength(1)
  },
)

test("the code that the guide gives for a Zap believes what we send, and nothing else", async () => {
  const [secret, body] = [newSecret(), '{"status":"sent"}']
  const { "x-hook-signature": signature } = signedHeaders([secret], "evt_1", new Date(), Buffer.from(body))
  const verify = codeStep(1)
  const require = createRequire(import.meta.url)
  expect(await verify({ secret, body, signature }, require)).toEqual({ status: "sent" })
  for (const wrong of [{ body: `${body} ` }, { signature: "sha256=00" }, { secret: newSecret() }])
    await expect(verify({ secret, body, signature, ...wrong }, require)).rejects.toThrow("did not come")
})
