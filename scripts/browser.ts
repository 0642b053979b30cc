import { randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"

const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

/**
 * Returns the path of a Chromium that Playwright can launch, or undefined for Playwright's own one. In this order:
 * CHROMIUM_PATH, Playwright's, one of the system, the one in @sparticuz/chromium (Linux x64), for which it also sets
 * LD_LIBRARY_PATH, FONTCONFIG_PATH and HOME of this process; call it from the root of the project. Throws when there is none.
 */
export async function findChromium(): Promise<string | undefined> {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen && !existsSync(chosen)) throw new Error(`CHROMIUM_PATH is set, but there is no ${chosen}`)
  if (chosen) return chosen
  if (await playwrightHasChromium()) return undefined
  const installed = systemBrowsers.find((path) => existsSync(path))
  if (installed) return installed
  if (process.platform === "linux" && process.arch === "x64") return await unpackChromium()
  throw new Error(
    "There is no Chromium to test with: run npx playwright install chromium, or set CHROMIUM_PATH",
  )
}

async function playwrightHasChromium(): Promise<boolean> {
  const { chromium } = await import("@playwright/test")
  return existsSync(chromium.executablePath())
}

/** Unpacks beside the final place and renames: the package itself would use a half-unpacked file of a killed run. */
async function unpackChromium(): Promise<string> {
  const modules = join(process.cwd(), "node_modules")
  const { version } = JSON.parse(await readFile(join(modules, "@sparticuz/chromium/package.json"), "utf8"))
  const home = join(modules, ".cache", `chromium-${version}`)
  if (!existsSync(home)) {
    const draft = `${home}.${randomBytes(4).toString("hex")}`
    await mkdir(draft, { recursive: true })
    await withEnvironment({ TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" }, async () => {
      const { default: sparticuz } = await import("@sparticuz/chromium")
      await sparticuz.executablePath()
    })
    await writeFile(join(draft, "fonts/fonts.conf"), fontSettings(home))
    await rename(draft, home).catch(async (error) => {
      await rm(draft, { recursive: true, force: true })
      if (!existsSync(home)) throw error
    })
  }
  const libraries = [join(home, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean)
  process.env.LD_LIBRARY_PATH = libraries.join(":")
  process.env.FONTCONFIG_PATH ??= join(home, "fonts")
  process.env.HOME ??= home
  return join(home, "chromium")
}

/** The package's own settings look for its fonts in /tmp/fonts only, and Chromium draws no text without any. */
const fontSettings = (home: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(home, "fonts-cache")}</cachedir>
</fontconfig>
`

/** AWS_LAMBDA_JS_RUNTIME makes the package bring the libraries that a bare system lacks; it also sets their paths. */
async function withEnvironment(changes: Record<string, string>, work: () => Promise<void>) {
  const before = { ...process.env }
  Object.assign(process.env, changes)
  try {
    await work()
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}
