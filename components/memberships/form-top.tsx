import { FormProblem } from "@/components/forms/form-problem"
import { CalledAlert } from "@/components/ui/called-alert"
import type { Failure } from "@/lib/core/outcome"
import { stateInWords, termInWords } from "@/lib/memberships/words"
import type { ShownMembership } from "./membership-actions"

type FormTopProps = {
  error: Failure | null
  names: Record<string, string>
  question?: string
  /** What the button now says that answers the question. */
  anyway: string
  /** The membership as somebody else has just saved it. */
  theirs?: ShownMembership | false
  today: string
}

/** On top of a membership's form: the question about overlapping days, what somebody else saved, or what is wrong. */
export function FormTop({ error, names, question, anyway, theirs, today }: FormTopProps) {
  if (question)
    return (
      <CalledAlert tone="warn" title={question}>
        That is allowed. Change the dates, or press “{anyway}”.
      </CalledAlert>
    )
  if (theirs)
    return (
      <CalledAlert tone="warn" title="Somebody else changed this membership in the meantime.">
        It is now {theirs.plan.name}, {termInWords(theirs)} ({stateInWords(theirs, today)}). What you typed is
        still here: save again to add it.
      </CalledAlert>
    )
  return <FormProblem error={error} names={names} />
}
