export type Box = { left: number; top: number; right: number; bottom: number }

const middle = ({ left, right, top, bottom }: Box) => ({ x: (left + right) / 2, y: (top + bottom) / 2 })

/** Which of the boxes lies next to `from` in the direction of an arrow key; straight ahead counts more than aside. */
export function neighbour(from: Box, boxes: Box[], arrow: string): number {
  const start = middle(from)
  const [sign, upright] = [/Right|Down/.test(arrow) ? 1 : -1, /Up|Down/.test(arrow)]
  const distances = boxes.map((box) => {
    const { x, y } = middle(box)
    const [ahead, aside] = upright ? [y - start.y, x - start.x] : [x - start.x, y - start.y]
    return ahead * sign > 4 ? ahead * sign + Math.abs(aside) * 3 : Number.POSITIVE_INFINITY
  })
  const nearest = Math.min(...distances)
  return Number.isFinite(nearest) ? distances.indexOf(nearest) : -1
}
