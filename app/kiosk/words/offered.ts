import { en } from "./en"
import { es } from "./es"
import type { Words } from "./words"

/**
 * The languages that visitors may choose. The others lie beside these and join them here once a native speaker has
 * checked them.
 */
export const offered = { en, es } satisfies Record<string, Words>

export type Language = keyof typeof offered

export const languages = Object.keys(offered) as Language[]

/** `Ana, Ben, and Lin` as the language lists names. */
export const listed = (names: string[], language: Language) =>
  new Intl.ListFormat(language, { type: "conjunction" }).format(names)
