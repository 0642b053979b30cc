import { en } from "./en"
import { es } from "./es"
import type { Words } from "./words"

/**
 * The languages that visitors may choose; the page brings them along. The others lie beside these and join them here once
 * a native speaker has checked them.
 */
export const offered = { en, es } satisfies Record<string, Words>

export type Language = keyof typeof offered
