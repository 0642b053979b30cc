export type Chance = ReturnType<typeof chanceFrom>

/** Dice that fall the same way each time for the same seed (mulberry32). */
export function chanceFrom(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    /** A whole number from `least` to `most`, both included. */
    whole,
    /** True in this share of the throws, 0 to 1. */
    often: (share: number) => next() < share,
    pick: <T>(items: readonly T[]): T => items[whole(0, items.length - 1)] as T,
    shuffled: <T>(items: readonly T[]): T[] =>
      items
        .map((item) => ({ item, place: next() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ item }) => item),
  }
}
