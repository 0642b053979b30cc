import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { pathOf } from "./programs"

const run = promisify(execFile)

/**
 * Left out are nikto and wapp, which look things up in lists of the Internet, ssrf and xxe, which need a server out there
 * that is called back, and buster and brute_login_form, which only guess.
 */
const modules = [
  ...["backup", "blindsql", "cookieflags", "crlf", "csp", "csrf", "exec", "file", "htaccess", "http_headers"],
  ...["methods", "permanentxss", "redirect", "shellshock", "sql", "xss"],
]

export type Finding = { kind: string; method: string; path: string; info: string; parameter: string | null }

type Attack = {
  url: string
  /** Where to begin, beside the first page. */
  paths: string[]
  cookie?: string
  crawlSeconds: number
  attackSeconds: number
}

/** Has wapiti crawl the host and attack what it found; resolves to all that it reports but what is only for information. */
export async function attack({
  url,
  paths,
  cookie,
  crawlSeconds,
  attackSeconds,
}: Attack): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), "bec-wapiti-"))
  try {
    const report = join(folder, "report.json")
    const start = paths.flatMap((path) => ["--start", url + path])
    const who = cookie ? ["--header", `Cookie: ${cookie}`] : []
    const bounds = [
      "--max-scan-time",
      String(crawlSeconds),
      "--max-attack-time",
      String(attackSeconds),
      "--timeout",
      "30",
    ]
    const out = ["--format", "json", "--output", report, "--verbose", "0", "--no-bugreport"]
    const sessions = ["--store-session", join(folder, "session"), "--store-config", join(folder, "config")]
    await run(
      pathOf("wapiti"),
      ["--url", `${url}/`, "--module", modules.join(","), ...start, ...who, ...bounds, ...out, ...sessions],
      {
        env: { ...process.env, HOME: folder, PYTHONPATH: namesLeadingHere(folder, url) },
        maxBuffer: 64 * 1024 * 1024,
      },
    )
    return findingsIn(JSON.parse(readFileSync(report, "utf8")))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The host has no address that everybody knows. */
function namesLeadingHere(folder: string, url: string): string {
  const code = `import socket
asked = socket.getaddrinfo
def answer(host, *args, **named):
    return asked("127.0.0.1" if host == "${new URL(url).hostname}" else host, *args, **named)
socket.getaddrinfo = answer
`
  writeFileSync(join(folder, "sitecustomize.py"), code)
  return folder
}

type Report = Record<"vulnerabilities" | "anomalies", Record<string, Omit<Finding, "kind">[]>>

function findingsIn({ vulnerabilities, anomalies }: Report): Finding[] {
  return Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, found]) =>
    found.map(({ method, path, info, parameter }) => ({ kind, method, path, info, parameter })),
  )
}
