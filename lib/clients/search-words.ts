const phoneLike = /^[\d\s().+\-/]+$/
const punctuation = /[\s().+\-/]/g

/**
 * The words that must all be found. A phone number is one word of digits however it is written:
 * `(661) 555-0123` -> `6615550123`, as it lies in `+16615550123`.
 */
export function searchWords(text: string): string[] {
  const words = phoneLike.test(text) ? [text] : text.split(/[\s,]+/)
  return words.map((word) => (phoneLike.test(word) ? word.replace(punctuation, "") : word)).filter(Boolean)
}
