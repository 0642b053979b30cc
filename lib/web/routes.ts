import "server-only"
import { readFileSync } from "node:fs"
import { join } from "node:path"

type Routes = { fixed: Set<string>; patterns: { page: string; regex: RegExp }[] }

let known: Routes | undefined

/** The pattern that an address follows, such as `/clients/[id]`: one of those that the build knows, or `other`. */
export function routeOf(url: string): string {
  const path = /^[^?#]*/.exec(url)?.[0] ?? ""
  if (path.startsWith("/_next/")) return "/_next"
  known ??= readRoutes()
  const whole = path.length > 1 ? path.replace(/\/$/, "") : path
  if (known.fixed.has(whole)) return whole
  return known.patterns.find(({ regex }) => regex.test(whole))?.page ?? "other"
}

/** Whether nobody learns anything from another line about such a request. */
export const isQuiet = (route: string) => quiet.has(route)
const quiet = new Set(["/_next", "/api/v1/healthz", "/api/v1/metrics", "/icon.svg", "/kiosk/sw.js"])

function readRoutes(): Routes {
  const { staticRoutes, dynamicRoutes } = manifest()
  return {
    fixed: new Set([...staticRoutes.map(({ page }) => page), "/kiosk/sw.js"]),
    patterns: dynamicRoutes.map(({ page, regex }) => ({ page, regex: new RegExp(regex) })),
  }
}

type Manifest = Record<"staticRoutes" | "dynamicRoutes", { page: string; regex: string }[]>

/** In development Next writes its list elsewhere and piece by piece; there everything is `other`. */
function manifest(): Manifest {
  try {
    const file = join(/* turbopackIgnore: true */ process.cwd(), ".next", "routes-manifest.json")
    return JSON.parse(readFileSync(file, "utf8"))
  } catch {
    return { staticRoutes: [], dynamicRoutes: [] }
  }
}
