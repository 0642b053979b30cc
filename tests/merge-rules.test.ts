import { readdirSync, readFileSync } from "node:fs"
import { createTailwindMerge, twMerge } from "tailwind-merge"
import { expect, test } from "vitest"
import { mergeRules } from "../components/ui/merge-rules"

/** What tailwind-merge knows of the words in quotes in the sources, without what stands before a colon. */
function classesInUse(): string[] {
  const files = ["app", "components"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  )
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !/merge-rules/.test(file))
  const texts = sources.flatMap((file) => readFileSync(file, "utf8").match(/"[^"\n]*"|`[^`]*`/g) ?? [])
  const words = texts.flatMap((text) => text.slice(1, -1).split(/\s+/))
  const bare = new Set(words.map((word) => word.split(/:(?![^[]*\])/).at(-1) ?? ""))
  return [...bare].filter((word) => word && twMerge(`${word} ${word}`) === word)
}

test("of every two classes in use, those go that the whole of tailwind-merge would leave out", () => {
  const classes = classesInUse()
  expect(classes.length).toBeGreaterThan(250)
  const merge = createTailwindMerge(mergeRules)
  const pairs = classes.flatMap((one) =>
    classes.filter((other) => other !== one).map((other) => `${one} ${other}`),
  )
  expect(pairs.filter((pair) => merge(pair) !== twMerge(pair))).toEqual([])
})
