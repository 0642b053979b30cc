import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { icons } from "../../app/kiosk/icons"
import type { Strokes } from "../../components/ui/plain-icon"

const kebab = (name: string) => name.replace(/[A-Z]|(?<=[a-z])\d/g, (found) => `-${found.toLowerCase()}`)

test.each(Object.entries<Strokes>(icons))(
  "the picture %s is that of the icon library",
  async (name, strokes) => {
    const file = name === "erase" ? "delete" : kebab(name)
    const { __iconData } = await import(`../../node_modules/lucide-react/dist/esm/icons/${file}.mjs`)
    const theirs = __iconData.node.map(
      ([tag, { key, ...attributes }]: [string, object & { key: string }]) => [tag, attributes],
    )
    expect(strokes).toEqual(theirs)
  },
)

test("the kiosk draws no picture that it does not use", () => {
  const text = ["screens", "parts"]
    .flatMap((folder) =>
      readdirSync(join("app/kiosk", folder)).map((file) => join("app/kiosk", folder, file)),
    )
    .map((file) => readFileSync(file, "utf8"))
    .join()
  expect(Object.keys(icons).filter((name) => !text.includes(`"${name}"`))).toEqual([])
})
