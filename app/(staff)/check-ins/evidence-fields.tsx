import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import { evidenceNames, evidences } from "@/lib/check-ins/names"

export type Evidence = (typeof evidenceNames)[number]

export const whyNames = { evidence: "How you know", reason: "Reason" }

type EvidenceFieldsProps = {
  errorOf: (field: string) => string | undefined
  evidence?: Evidence
  reason?: string
}

/** How somebody knows the times of a visit, and why they were not recorded. */
export function EvidenceFields({ errorOf, evidence = "staff_saw", reason }: EvidenceFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field name="evidence" label={whyNames.evidence} error={errorOf("evidence")}>
        <Select defaultValue={evidence}>
          {evidenceNames.map((name) => (
            <option key={name} value={name}>
              {evidences[name]}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="reason" label={whyNames.reason} error={errorOf("reason")}>
        <Input maxLength={500} autoComplete="off" defaultValue={reason} />
      </Field>
    </div>
  )
}
