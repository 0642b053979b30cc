import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"

const documents = [
  "README.md",
  "SECURITY.md",
  "integrations/zapier/README.md",
  ...readdirSync("docs", { recursive: true })
    .map((name) => join("docs", String(name)))
    .filter((name) => name.endsWith(".md")),
]

const folders = "app|components|lib|db|drizzle|integrations|scripts|tests|docs|\\.ci"

/** What a document names: links relative to it, and words in backticks that look like a place in the repository. */
function placesIn(document: string): string[] {
  const text = readFileSync(document, "utf8")
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = ""]) =>
    join(dirname(document), link),
  )
  const named = [
    ...text.matchAll(new RegExp(`\`((?:${folders})/[\\w./()[\\]-]+|[\\w-]+\\.(?:ts|js|json|yml|md))\``, "g")),
  ]
  return [...links, ...named.map(([, place = ""]) => place)]
}

test.each(documents)("%s names only places that exist", (document) => {
  expect(placesIn(document).filter((place) => !existsSync(place))).toEqual([])
})

test("the README is shorter than 120 lines", () => {
  expect(readFileSync("README.md", "utf8").split("\n").length).toBeLessThan(120)
})
