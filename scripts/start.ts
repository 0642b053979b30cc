import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { env } from "../lib/env"
import { portOf, runNext } from "./next"
import { requireReady } from "./ready"

await requireReady("server")
// The standalone output, of which the image is made, brings its own server.
const server = resolve("server.js")
if (existsSync(server)) await import(pathToFileURL(server).href)
else process.exit(await runNext("start", "--port", portOf(env().APP_URL)))
