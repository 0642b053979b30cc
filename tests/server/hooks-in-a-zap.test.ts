import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { expect, test } from "vitest"
import { zapierSecrets } from "../support/server"
import { openServedCentre } from "./centre"

const { server, sql } = await openServedCentre()

/** The code of docs/zapier.md, run as a Code step runs it. */
function codeStep(): (
  inputData: Record<string, string>,
  require: NodeJS.Require,
) => Promise<{ status: string }> {
  const code = /```js\n([\s\S]*?)```/.exec(readFileSync("docs/zapier.md", "utf8"))?.[1] ?? ""
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor
  return new AsyncFunction("inputData", "require", code) as ReturnType<typeof codeStep>
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
