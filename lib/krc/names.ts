/** First and last name out of what is known of them, each null when it is missing; `Reyes, Ana` is turned round. */
export function nameIn(row: { firstName: string | null; lastName: string | null; fullName: string | null }) {
  const [first, last] = [tidy(row.firstName), tidy(row.lastName)]
  const whole = tidy(row.fullName)
  if ((first && last) || !whole) return { first, last }
  const [before, after] = whole.split(/\s*,\s*/, 2)
  if (before && after) return { first: first ?? after, last: last ?? before }
  const words = whole.split(" ")
  if (words.length === 1) return { first: first ?? whole, last }
  return { first: first ?? words.slice(0, -1).join(" "), last: last ?? words.at(-1) ?? null }
}

const tidy = (text: string | null) => text?.replaceAll(/\s+/g, " ").trim() || null

/** The first `max` characters, counted as Postgres counts them. */
export const shortened = (text: string, max: number) => Array.from(text).slice(0, max).join("").trim()

/** The text in pieces of at most `max` characters, cut at the end of a line or a word where one is near. */
export function pieces(text: string, max: number): string[] {
  const characters = Array.from(text)
  const found: string[] = []
  for (let from = 0; from < characters.length; ) {
    const length = characters.length - from <= max ? max : goodLength(characters, from, max)
    found.push(characters.slice(from, from + length).join(""))
    from += length
  }
  return found
}

function goodLength(characters: string[], from: number, max: number): number {
  for (const end of ["\n", " "]) {
    const at = characters.lastIndexOf(end, from + max - 1)
    if (at > from + max / 2) return at - from + 1
  }
  return max
}
