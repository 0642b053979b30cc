import { readFileSync } from "node:fs"
import { parse, wcagContrast } from "culori"
import { describe, expect, test } from "vitest"

const tokens = declarationsIn(readFileSync("app/globals.css", "utf8"))
const palette = declarationsIn(readFileSync("node_modules/tailwindcss/theme.css", "utf8"))

const text = ["foreground", "muted-foreground", "primary", "destructive"]
const grounds = ["background", "surface", "popover"]
const statuses = ["active", "expiring", "expired", "pending", "none"].map((name) => `status-${name}`)

/** What is written on what; the second of WCAG's two limits is for edges and icons. */
const written: [what: string, on: string, least: number][] = [
  ...grounds.flatMap((on) => text.map((what): [string, string, number] => [what, on, 4.5])),
  ["foreground", "muted", 4.5],
  ["muted-foreground", "muted", 4.5],
  ["primary-foreground", "primary", 4.5],
  ["primary-foreground", "primary-hover", 4.5],
  ...[...statuses, "stale-warm", "stale-hot"].map((on): [string, string, number] => [
    `${on}-foreground`,
    on,
    4.5,
  ]),
  ...grounds.flatMap((on): [string, string, number][] => [
    ["input", on, 3],
    ["ring", on, 3],
  ]),
]

describe.each(["light", "dark"] as const)("in the %s", (theme) => {
  test.each(written)("%s can be read on %s", (what, on, least) => {
    expect(wcagContrast(colorOf(what, theme), colorOf(on, theme))).toBeGreaterThanOrEqual(least)
  })
})

test("every token that text is written in is among them", () => {
  const named = new Set(written.flat())
  const others = [...tokens.keys()].filter(
    (name) => /light-dark/.test(tokens.get(name) ?? "") && !named.has(name),
  )
  expect(others).toEqual(["border"])
})

/** The first of each name: what paper has instead comes later. */
function declarationsIn(css: string): Map<string, string> {
  const all = [...css.matchAll(/^\s*--([\w-]+):\s*([^;]+);/gm)]
  return new Map(all.toReversed().map(([, name = "", value = ""]) => [name, value]))
}

function colorOf(token: string, theme: "light" | "dark") {
  const [, light = "", dark = ""] = /^light-dark\((.+), (.+)\)$/.exec(tokens.get(token) ?? "") ?? []
  const value = theme === "light" ? light : dark
  const named = /^var\(--(.+)\)$/.exec(value)?.[1]
  const color = parse((named ? palette.get(named) : value) ?? "")
  if (!color) throw new Error(`--${token} is no color: ${value}`)
  return color
}
