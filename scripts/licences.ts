import { readFileSync, writeFileSync } from "node:fs"

type Package = {
  version?: string
  license?: string
  dev?: boolean
  optionalDependencies?: Record<string, string>
}
export type Licence = { name: string; licence: string; shipped: boolean }

export const LICENCES_FILE = "docs/licences.md"

/** Licences under which this may be used, and passed on as it is. */
const allowed = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "CC-BY-4.0",
  "Python-2.0",
  "Unlicense",
  "Zlib",
  "MPL-2.0",
])

/** What is passed on to nobody may also be under these. */
const allowedForDevelopment = new Set(["Artistic-2.0", "CC-BY-3.0", "Public Domain", "WTFPL"])

/** Packages that were looked at one by one, and why they may be here. */
const looked: [name: RegExp, licence: string, why: string][] = [
  [
    /^@img\/sharp/,
    "LGPL-3.0-or-later",
    "A library of its own beside Next, optional, unchanged and not linked in.",
  ],
  [
    /^zapier-platform-/,
    "SEE LICENSE IN LICENSE",
    "For the tests of the Zapier app only; Zapier runs it itself.",
  ],
  [
    /^urlsafe-base64$/,
    "none",
    "Its package names none; it comes with the tests of the Zapier app and is passed on to nobody.",
  ],
]

/** Every package of package-lock.json and its licence; `shipped` tells those that run in production. */
export function licencesIn(lock: { packages: Record<string, Package> }): Licence[] {
  const packages = Object.entries(lock.packages).filter(([path]) => path.startsWith("node_modules/"))
  const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)
  // The registry was not asked for binaries of other systems: theirs is the licence of the package that names them.
  const namedBy = (name: string) =>
    packages.find(([, { optionalDependencies = {} }]) => name in optionalDependencies)
  const all = packages.map(([path, { license, dev }]) => {
    const name = nameOf(path)
    return { name, licence: license ?? namedBy(name)?.[1].license ?? "none", shipped: !dev }
  })
  const once = new Map(all.map((one) => [`${one.name} ${one.licence} ${one.shipped}`, one]))
  return [...once.values()].sort((a, b) => a.name.localeCompare(b.name, "en"))
}

/** Whether we may use it: some part of an OR, every part of an AND. */
export function isAllowed({ name, licence, shipped }: Licence): boolean {
  const isKnown = (part: string) =>
    allowed.has(part) ||
    (!shipped && allowedForDevelopment.has(part)) ||
    looked.some(([known, its]) => known.test(name) && its === part)
  const plain = licence.replace(/[()]/g, "")
  return plain.split(" OR ").some((choice) => choice.split(" AND ").every(isKnown))
}

/** The list as a document. */
export function licenceList(licences: Licence[]): string {
  const part = (title: string, some: Licence[]) => {
    const lines = groups(some).map(
      ([licence, those]) => `- **${licence}** (${those.length}): ${those.join(", ")}`,
    )
    return `## ${title}\n\n${lines.join("\n")}\n`
  }
  const reasons = looked.map(([, licence, why]) => `- ${licence}: ${why}`)
  return [
    "# Licences of what is used\n",
    "Made by `npm run licences` from `package-lock.json`; a test fails when it is not, or when a licence is not allowed.\n",
    part(
      "In production",
      licences.filter(({ shipped }) => shipped),
    ),
    part(
      "For development and tests only",
      licences.filter(({ shipped }) => !shipped),
    ),
    `## Looked at one by one\n\n${reasons.join("\n")}\n`,
  ].join("\n")
}

function groups(licences: Licence[]): [licence: string, names: string[]][] {
  const names = new Map<string, string[]>()
  for (const { name, licence } of licences) names.set(licence, [...(names.get(licence) ?? []), name])
  return [...names].sort(([a], [b]) => a.localeCompare(b, "en"))
}

if (process.argv[1]?.endsWith("licences.ts")) {
  const licences = licencesIn(JSON.parse(readFileSync("package-lock.json", "utf8")))
  writeFileSync(LICENCES_FILE, licenceList(licences))
  const refused = licences.filter((one) => !isAllowed(one))
  for (const { name, licence } of refused) console.error(`${name}: ${licence} is not allowed`)
  process.exit(refused.length > 0 ? 1 : 0)
}
