/** Old and new value of each field that a change touched. */
export type ChangeSet = Record<string, { from: unknown; to: unknown }>

/** The fields of `wanted` whose value differs from the one in `current`. */
export function changesBetween(current: Record<string, unknown>, wanted: Record<string, unknown>): ChangeSet {
  const changed = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(current[field]),
  )
  return Object.fromEntries(changed.map(([field, to]) => [field, { from: current[field] ?? null, to }]))
}
