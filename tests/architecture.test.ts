import { expect, test } from "vitest"
import { readSources, type Source } from "./lib/source"

const sources = readSources()
const imports = sources.flatMap(({ file, imports }) => imports.map((one) => ({ file, ...one })))
const files = sources.map(({ file }) => file)
const inWords = ({ file, to }: { file: string; to: string }) => `${file} imports ${to}`
const matches = (some: Source[], pattern: RegExp) =>
  some.flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([, found]) => `${file}: ${found}`))
const pure =
  /^lib\/(permissions|core\/(format|format-moment|format-phone|clock|outcome)|[^/]+\/(schema|status|words|names))$/
const outside = /^(app|components)\/|^lib\/(web|jobs)\/|^(next|react)(-dom)?(\/|$)/

/** What files may not import: the table "Layers" of design.md. Types may come from anywhere in lib. */
const never: [from: RegExp, to: RegExp][] = [
  [/^app\//, /^db\/|^drizzle-orm|^postgres$|^lib\/web\/process$/],
  [/^components\//, /^(app|db)\/|^drizzle-orm|^lib\/web\//],
  [/^lib\/web\//, /^(app|components)\//],
  [/^lib\/jobs\//, /^(app|components)\/|^lib\/web\/|^next(\/|$)/],
  [/^lib\/(?!web\/|jobs\/)/, outside],
  [/^lib\/(core\/|\w+\.ts$)/, /^lib\/(?!core\/)[^/]+\//],
  [/^db\//, /^(app|components|lib)\//],
]

test("imports point inwards", () => {
  const isWrong = (file: string, to: string, type: boolean) =>
    never.some(([from, not]) => from.test(file) && not.test(to)) ||
    (file.startsWith("components/") && to.startsWith("lib/") && !type && !pure.test(to))
  expect(imports.filter(({ file, to, type }) => isWrong(file, to, type)).map(inWords)).toEqual([])
})

/** The domain modules; each may look at those before it, so that there is no cycle. */
const modules = [
  "settings",
  "schedule",
  "audit",
  "users",
  "api-keys",
  "coverage",
  "clients",
  "memberships",
  "check-ins",
  "cards",
  "kiosk",
  "imports",
  "krc",
  "messages",
  "ggleap",
  "webhooks",
  "erasure",
  "backups",
  "secrets",
  "reports",
  "history",
  "wal",
  "upgrade",
  "doctor",
]

test("a module looks only at the modules before it", () => {
  const place = (path: string) => modules.indexOf(/^lib\/([^/]+)\//.exec(path)?.[1] ?? "")
  const wrong = imports.filter(({ file, to }) => place(file) >= 0 && place(to) > place(file))
  expect(wrong.map(inWords)).toEqual([])
  const unplaced = files.filter((file) => /^lib\/(?!web|jobs|core)\w.*\//.test(file) && place(file) < 0)
  expect(unplaced).toEqual([])
})

/** next-auth, the health check, the figures, the description of the API, and its 404: no operation stands behind them. */
const exceptions = [
  "auth/[...nextauth]",
  "v1/healthz",
  "v1/metrics",
  "v1/openapi.json",
  "v1/[...rest]",
  "[...rest]",
]

test("whatever can be called from outside comes from an adapter", () => {
  const isOpen = ({ file, text }: Source) => file.endsWith("/route.ts") || /^\s*"use server"/m.test(text)
  const exports = matches(sources.filter(isOpen), /^(export .*)$/gm)
  const adapted =
    /: export const \w+ = (apiRoute|callAction|csvRoute|csvStreamRoute|hookRoute|kioskRoute|liveRoute)\(/
  const named = exceptions.map((path) => `app/api/${path}/route.ts: `)
  const isNamed = (line: string) => named.some((start) => line.startsWith(start))
  expect(exports.filter((line) => !adapted.test(line) && !isNamed(line))).toEqual([])
})

test("every function that lib exports says what it does", () => {
  const bare = /(?<!\*\/\n)^export (?:async )?(?:function|const) (\w+)(?:[(<]| = (?:.*=>|operation|query))/gm
  const inLib = sources.filter(({ file }) => file.startsWith("lib/"))
  expect(matches(inLib, bare)).toEqual([])
})
