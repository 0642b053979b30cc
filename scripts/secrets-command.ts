import { randomBytes } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { type Command, InvalidArgumentError } from "commander"

type Options = { set: Map<string, string>; output?: string }

export function addCommands(crm: Command) {
  crm
    .command("secrets")
    .option(
      "--set <NAME=VALUE>",
      "the value of a setting; may be given several times",
      settingInto,
      new Map(),
    )
    .option("--output <file>", "write it to a file that is not there yet, readable by you only")
    .action(({ set, output }: Options) => {
      const text = filled(readFileSync(".env.example", "utf8"), set)
      if (output) writeFileSync(output, text, { flag: "wx", mode: 0o600 })
      else process.stdout.write(text)
    })
}

function settingInto(text: string, set: Map<string, string>): Map<string, string> {
  const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(text) ?? []
  if (!name || value === undefined) throw new InvalidArgumentError("Write it as NAME=VALUE.")
  return set.set(name, value)
}

const secret = () => randomBytes(32).toString("base64url")

/** The example with new secrets and what was given, for production. */
function filled(example: string, set: Map<string, string>): string {
  const values = new Map([
    ["APP_ENV", "production"],
    ["APP_URL", ""],
    ["AUTH_SECRET", secret()],
    ["ZAPIER_HMAC_SECRET", `whsec_${randomBytes(32).toString("base64")}`],
    ["METRICS_TOKEN", secret()],
    ...set,
  ])
  const known = new Set(Array.from(example.matchAll(/^([A-Z_]+)=/gm), ([, name]) => name))
  const unknown = [...set.keys()].filter((name) => !known.has(name))
  if (unknown.length > 0) throw new Error(`.env.example has no ${unknown.join(", ")}.`)
  return example.replace(/^([A-Z_]+)=.*$/gm, (line, name) =>
    values.has(name) ? `${name}=${values.get(name)}` : line,
  )
}
