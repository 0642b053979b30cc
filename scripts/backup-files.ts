import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { resolve } from "node:path"
import { text } from "node:stream/consumers"
import { keysIn } from "../lib/backups/seal"
import { AppError } from "../lib/core/errors"
import { env } from "../lib/env"

/** What `--key` of several commands is. */
export const keyHelp = "the key that the operator keeps; - reads it from stdin"

/** `-` is what comes in: where a container runs this, the key lies outside. */
export const keysOf = async (file: string) =>
  keysIn(file === "-" ? await text(process.stdin) : await readFile(file, "utf8"))

/** Where a backup is: at this path, or else of this name in BACKUP_DIR, as `crm backups list` prints it. */
export function pathOf(file: string): string {
  const { BACKUP_DIR } = env()
  const found = [resolve(file), ...(BACKUP_DIR ? [resolve(BACKUP_DIR, file)] : [])].find((path) =>
    existsSync(path),
  )
  if (found) return found
  throw new AppError(
    "invalid",
    `There is no ${file} here${BACKUP_DIR ? `, and none in ${BACKUP_DIR}` : "; BACKUP_DIR is not set"}.`,
  )
}
