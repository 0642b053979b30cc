// @ts-check
import { readFile, symlink } from "node:fs/promises"
import { basename, join } from "node:path"

/** npm leaves them out of packages, and `npm install --ignore-scripts` does not make them. @param {string} native */
export async function restoreLibraryLinks(native) {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]")
  for (const { source, target } of JSON.parse(list)) {
    await symlink(basename(source), join(native, "..", target)).catch(() => {})
  }
}
