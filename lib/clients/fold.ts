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

type Named = { firstName: string; lastName: string }

/** Those of the names that a client has already, however they are spelled; both where only their border differs. */
export function sameNames(given: Partial<Named>, client: Named): (keyof Named)[] {
  const whole = ({ firstName = "", lastName = "" }: Partial<Named>) => foldName(firstName + lastName)
  if (whole(given) === whole(client)) return ["firstName", "lastName"]
  const isSame = (name: keyof Named) => foldName(given[name] ?? "") === foldName(client[name])
  return (["firstName", "lastName"] as const).filter(isSame)
}
