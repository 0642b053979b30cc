const letters = (from: string, count: number) =>
  Array.from({ length: count }, () => from[Math.floor(Math.random() * from.length)]).join("")

/** A name that nobody else in the centre has. */
export const uniqueWord = () => {
  const word = Array.from({ length: 4 }, () => letters("bdfgklmnprstv", 1) + letters("aeiou", 1)).join("")
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Three letters that stand in no name of the sample centre. */
export const rareLetters = () => letters("xqzj", 1) + letters("qzvw", 1) + letters("xqjk", 1)
