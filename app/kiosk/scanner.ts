/** What the QR code of a member card says: "BEC" and 24 characters of Crockford's base 32. */
const CARD = /^BEC[0-9A-HJKMNP-TV-Z]{24}$/i

/** The card's token, as the server knows it, when the text is one. */
export const cardIn = (text: string) => (CARD.test(text.trim()) ? text.trim().toUpperCase() : undefined)

/** A scanner types faster than a hand: more than this many milliseconds between two keys, and it was a hand. */
const GAP = 150

type Verdict = { mine: boolean; card?: string }

/**
 * Tells the keys of a scanner that types from those of a person. `mine`: the key belongs to a card and is nobody else's;
 * `card`: with this key a card is complete. The digits of a card come after its three letters, so that digits typed on a
 * keyboard are never taken for one.
 */
export function scanner() {
  let text = ""
  let last = Number.NEGATIVE_INFINITY
  return (key: string, at: number): Verdict => {
    const ends = key === "Enter" || key === "Tab"
    if (key.length !== 1 && !ends) return { mine: false }
    if (at - last > GAP) text = ""
    last = at
    if (ends) {
      const [scanned, mine] = [text, text.length > 3]
      text = ""
      return { mine, card: cardIn(scanned) }
    }
    const longer = text + key.toUpperCase()
    const goesOn =
      longer.length <= 3 ? "BEC".startsWith(longer) : text.startsWith("BEC") && longer.length < 100
    text = goesOn ? longer : "BEC".startsWith(key.toUpperCase()) ? key.toUpperCase() : ""
    return { mine: goesOn && longer.length >= 3 }
  }
}
