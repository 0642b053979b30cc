import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathOf } from "./programs"

/** A clock of its own for a process that is given `settings`: it can be set while that runs. */
export function openClock() {
  const folder = mkdtempSync(join(tmpdir(), "bec-clock-"))
  const file = join(folder, "offset")
  const set = (seconds: number) => writeFileSync(file, `${seconds < 0 ? "" : "+"}${seconds}\n`)
  set(0)
  // It knows best where its library lies.
  const preload = execFileSync(pathOf("faketime"), ["-f", "+0s", "printenv", "LD_PRELOAD"], {
    encoding: "utf8",
  }).trim()
  return {
    set,
    settings: {
      LD_PRELOAD: preload,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}
