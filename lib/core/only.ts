/** The single row of a statement that gives exactly one. Throws when there is none: a bug, not a user's mistake. */
export function only<T>([row]: T[]): T {
  if (row === undefined) throw new Error("a statement that gives one row gave none")
  return row
}
