import { statSync } from "node:fs"

// What a container asks of its own program every few seconds, so it loads nothing: `web`, or the file that a worker or the
// backups' process writes each time it has found itself well. Ends with 0 or 1.
const SILENT_AFTER_MS = 60_000
const [what = "web"] = process.argv.slice(2)
const end = (well: boolean) => process.exit(well ? 0 : 1)

if (what === "web")
  // An import of it would load all of its parts, and take twice the time of the whole check.
  process
    .getBuiltinModule("node:http")
    .get(`http://127.0.0.1:${process.env.PORT || 3000}/api/v1/healthz`, ({ statusCode }) =>
      end(statusCode === 200),
    )
    .on("error", () => end(false))
else end((statSync(what, { throwIfNoEntry: false })?.mtimeMs ?? 0) > Date.now() - SILENT_AFTER_MS)
