const CHARACTER = 7
const GAP = 8

/** Widths that a chart has at least on a phone and on a desk, in pixels. */
export const widths = { phone: 290, desk: 440 }

/** Every how manyeth of so many labels is shown so that none touches the next; the last one always is. */
export function stepFor(labels: readonly string[], width: number): number {
  const longest = Math.max(1, ...labels.map((label) => label.length))
  return Math.ceil(labels.length / Math.floor(width / (longest * CHARACTER + GAP)))
}

/** Where the label at `index` is shown: everywhere, only where there is room for more, or nowhere. */
export function placeOf(index: number, labels: readonly string[]): "all" | "desk" | "none" {
  const desk = stepFor(labels, widths.desk)
  const phone = desk * Math.ceil(stepFor(labels, widths.phone) / desk)
  const fromEnd = labels.length - 1 - index
  if (fromEnd % phone === 0) return "all"
  return fromEnd % desk === 0 ? "desk" : "none"
}
