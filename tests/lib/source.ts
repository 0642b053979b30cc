import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** A file of the product as it lies on the disk, with its imports as paths from the root or names of packages. */
export type Source = { file: string; text: string; imports: { to: string; type: boolean }[] }

/** All TypeScript of the product itself. */
export function readSources(): Source[] {
  return ["app", "components", "lib", "db"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => /\.m?tsx?$/.test(path))
      .map((path) => readSource(join(folder, path))),
  )
}

const importing = /^(?:import|export)( type)?\b[\w\s{},*$]*?(?:\bfrom )?"([^"]+)"|\bimport\("([^"]+)"\)/gm

function readSource(file: string): Source {
  const text = readFileSync(file, "utf8")
  const imports = [...text.matchAll(importing)].map(([, type, from = "", lazily]) => ({
    to: fromRoot(file, lazily ?? from),
    type: Boolean(type),
  }))
  return { file, text, imports }
}

function fromRoot(file: string, to: string): string {
  if (to.startsWith("@/")) return to.slice(2)
  return to.startsWith(".") ? join(dirname(file), to) : to
}
