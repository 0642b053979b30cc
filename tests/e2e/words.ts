const letters = (from: string, count: number) =>
  Array.from({ length: count }, () => from[Math.floor(Math.random() * from.length)]).join("")

/** A name that nobody else in the centre has. */
export const uniqueWord = () => {
  const word = Array.from({ length: 4 }, () => letters("bdfgklmnprstv", 1) + letters("aeiou", 1)).join("")
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Three letters that stand in no name of the sample centre; the first seldom stands behind another letter, as x does in Alex. */
export const rareLetters = () => letters("qj", 1) + letters("bcdfgpqvwxz", 2)
