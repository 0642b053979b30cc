import type { Language } from "./offered"

/** The text with the name in its place. */
export const named = (text: string, name: string) => text.replace("{name}", () => name)

/** `Ana, Ben, and Lin`, as the language lists names. */
export const listed = (names: string[], language: Language) =>
  new Intl.ListFormat(language, { type: "conjunction" }).format(names)
