import { spawnSync } from "node:child_process"
import { programOf } from "../support/program"

/** Runs a command of the operator under these settings, and returns what came of it. */
export function runCrm(args: string[], settings: Record<string, string>) {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, APP_ENV: "test", REDIS_URL: "", ...settings, NODE_ENV: "production" }
  const { status, stdout, stderr } = spawnSync(process.execPath, [programOf("crm"), ...args], {
    env: env as NodeJS.ProcessEnv,
    encoding: "utf8",
  })
  return { code: status, stdout, stderr }
}
