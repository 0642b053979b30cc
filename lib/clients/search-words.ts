const phoneLike = /^[\d\s().+/\-\u2010-\u2015]+$/

/**
 * The words that must all be found, each in one of the ways it may be written. Of what looks like a phone number also
 * the digits alone: `(661) 555-0123` -> `6615550123`, as it lies in `+16615550123`.
 */
export function searchWords(text: string): string[][] {
  const words = phoneLike.test(text) ? [text] : text.split(/[\s,]+/)
  return words.filter(Boolean).map(waysToWrite)
}

function waysToWrite(word: string): string[] {
  const digits = phoneLike.test(word) ? word.replace(/\D/g, "") : ""
  return digits && digits !== word ? [word, digits] : [word]
}
