"use client"
import { useState } from "react"
import { Alert } from "@/components/ui/alert"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import { proposedEnd } from "@/lib/memberships/status"
import { lengthInWords } from "@/lib/memberships/words"
import type { OfferedPlan } from "./membership-actions"

type TermFieldsProps = {
  plans: OfferedPlan[]
  start: { planCode?: string; startsOn: string }
  errorOf: (field: string) => string | undefined
}

export const termNames = { planCode: "Plan", startsOn: "First day", endsOn: "Last day" }

/** Plan, first and last day; the last day follows the other two until somebody types another. */
export function TermFields({ plans, start, errorOf }: TermFieldsProps) {
  const [planCode, setPlanCode] = useState(start.planCode ?? "")
  const [startsOn, setStartsOn] = useState(start.startsOn)
  const [typedEnd, setTypedEnd] = useState<string | null>(null)
  const plan = plans.find(({ code }) => code === planCode)
  if (plans.length === 0)
    return (
      <Alert tone="info" title="There is no plan to give.">
        Add one, or bring one back, on the{" "}
        <a className="link" href="/admin/plans">
          Plans
        </a>{" "}
        page.
      </Alert>
    )
  return (
    <>
      <Field name="planCode" label={termNames.planCode} error={errorOf("planCode")}>
        <Select value={planCode} onChange={(event) => setPlanCode(event.target.value)}>
          {!plan && <option value="">Choose a plan</option>}
          {plans.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="startsOn" label={termNames.startsOn} error={errorOf("startsOn")}>
          <Input type="date" value={startsOn} onChange={(event) => setStartsOn(event.target.value)} />
        </Field>
        <Field
          name="endsOn"
          label={termNames.endsOn}
          help={plan && `${plan.name} lasts ${lengthInWords(plan)}.`}
          error={errorOf("endsOn")}
        >
          <Input
            type="date"
            value={typedEnd ?? (plan ? proposedEnd(plan, startsOn) : "")}
            onChange={(event) => setTypedEnd(event.target.value)}
          />
        </Field>
      </div>
    </>
  )
}
