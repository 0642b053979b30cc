/** The middle one of the times. */
export const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0

export const ms = (time: number) => `${time.toFixed(1)} ms`

export const seconds = (time: number) => `${(time / 1000).toFixed(2)} s`

/** The time that this share of the times, 0 to 1, does not exceed. */
export const percentile = (times: number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? 0
