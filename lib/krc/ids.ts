import { v5 } from "uuid"
import { uuid } from "../core/fields"

const NAMESPACE = "6f0d8d4e-1f6b-5c0a-9a53-2b1f5f1c7e44"

/** The id here of what has the id `old` in `table` there: a UUID stays, a number becomes the same UUID every time. */
export function idFor(table: string, old: string): string {
  const given = uuid.safeParse(old)
  return given.success ? given.data.toLowerCase() : v5(`${table}:${old}`, NAMESPACE)
}

/** Whether an id stays as it is. */
export const isKept = (old: string) => uuid.safeParse(old).success
