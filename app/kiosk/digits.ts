export type Typing = "phone" | "code" | "pin" | "pairing"

/** How many digits may be typed; a phone number that begins with 1 has one more. */
export const mostDigits = (typing: Typing, digits: string) =>
  ({ phone: digits.startsWith("1") ? 11 : 10, code: 8, pairing: 8, pin: 6 })[typing]

export const isWhole = (typing: Typing, digits: string) => digits.length === mostDigits(typing, digits)

/** What was typed so far, in the groups in which people say it: (661) 555-0123, 1234 5678, a dot for each of a PIN. */
export function grouped(typing: Typing, digits: string): string {
  if (typing === "pin") return "•".repeat(digits.length)
  if (typing === "phone") return phoneGroups(digits)
  return [digits.slice(0, 4), digits.slice(4)].filter(Boolean).join(" ")
}

function phoneGroups(digits: string): string {
  if (digits.startsWith("1")) return ["1", phoneGroups(digits.slice(1))].filter(Boolean).join(" ")
  const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)]
  if (!exchange) return area && `(${area}`
  return `(${area}) ${exchange}${line && `-${line}`}`
}
