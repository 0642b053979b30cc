import type { clients } from "../../db/schema"
import type { ClientField } from "./schema"

/** What is chosen as one when two clients are merged: a field, or the two dates of the POS together. */
export const mergeChoices = [
  "firstName",
  "lastName",
  "email",
  "phone",
  "dateOfBirth",
  "parentGuardianName",
  "uciNumber",
  "serviceCoordinator",
  "pos",
  "language",
] as const
export type MergeChoice = (typeof mergeChoices)[number]

type Values = Pick<typeof clients.$inferSelect, ClientField>

/** The fields behind a choice. */
export const fieldsBehind = (choice: MergeChoice): ClientField[] =>
  choice === "pos" ? ["posStartDate", "posEndDate"] : [choice]

/** The choices in which the two differ, so that somebody has to choose: both say something, and not the same. */
export const choicesBetween = (stays: Values, other: Values): MergeChoice[] =>
  mergeChoices.filter((choice) => {
    const fields = fieldsBehind(choice)
    const said = (values: Values) => fields.map((field) => values[field])
    const isBlank = (values: Values) => said(values).every((value) => value === null)
    return !isBlank(stays) && !isBlank(other) && said(stays).join("\n") !== said(other).join("\n")
  })

/**
 * What a merge changes of the client who stays: they get the other's values where they have none or where `take` says so,
 * and the notes of both.
 */
export function mergedFields(stays: Values, other: Values, take: readonly MergeChoice[]): Partial<Values> {
  const isBlank = (values: Values, choice: MergeChoice) =>
    fieldsBehind(choice).every((field) => values[field] === null)
  const taken = mergeChoices.filter(
    (choice) => !isBlank(other, choice) && (isBlank(stays, choice) || take.includes(choice)),
  )
  const entries = taken.flatMap(fieldsBehind).map((field) => [field, other[field]])
  return { ...Object.fromEntries(entries), notes: bothNotes(stays.notes, other.notes) }
}

function bothNotes(notes: string | null, others: string | null): string | null {
  if (!notes || !others) return notes ?? others
  return notes.includes(others) ? notes : `${notes}\n\n${others}`
}
