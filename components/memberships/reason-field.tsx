import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"

type ReasonFieldProps = { example: string; error?: string }

/** Why a membership is changed. */
export function ReasonField({ example, error }: ReasonFieldProps) {
  return (
    <Field
      name="reason"
      label="Reason"
      help={`Stands in the history. For example: ${example}.`}
      error={error}
    >
      <Input maxLength={500} autoComplete="off" />
    </Field>
  )
}
