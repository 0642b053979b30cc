import { execFileSync } from "node:child_process"
import { resolve } from "node:path"

type Name = "start" | "worker" | "backup" | "crm" | "health"

/** Makes the programs of the product as the image has them: they start in a tenth of what their sources take. */
export const bundlePrograms = () => void execFileSync(process.execPath, ["scripts/bundle.mjs"])

/** The file of one of them. */
export const programOf = (name: Name): string => resolve(`.bundle/${name}.mjs`)
