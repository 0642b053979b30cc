const alike: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  ø: "o",
  ŧ: "t",
  ς: "σ",
}

/**
 * What all spellings of a name have in common: its letters and digits, small, without marks; `O’Neil-Peña Jr.` is
 * `oneilpenajr`. A name without any is itself. The same as name_fold() in the database, which a property holds.
 */
export const foldName = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[ßæœþđðħıłøŧς]/g, (letter) => alike[letter] ?? letter)
    .replace(/[^\p{Alphabetic}0-9]|[\u02b0-\u02ff]/gu, "")
    .normalize("NFC") || name
