"use client"
import type { ReactNode } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import type { Outcome } from "@/lib/core/outcome"

type Unit = "days" | "months"
export type PlanValues = { name: string; lengthValue: number; lengthUnit: Unit }
export type TypedPlan = { code: string; name: string; lengthValue: string; lengthUnit: Unit }

type PlanFormProps<R> = {
  values?: PlanValues
  label: string
  send: (typed: TypedPlan) => Promise<Outcome<R>>
  done: (plan: R) => void
  close: () => void
  named?: (name: string) => void
  /** The code's field, where there is one. */
  children?: (errorOf: (field: string) => string | undefined) => ReactNode
}

const names = { code: "Code", name: "Name", lengthValue: "Usual length", lengthUnit: "Unit" }

/** A plan's name and how long it usually lasts. */
export function PlanForm<R>({ values, label, send, done, close, named, children }: PlanFormProps<R>) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ code = "", name = "", lengthValue = "", lengthUnit }) =>
      send({ code, name, lengthValue, lengthUnit: lengthUnit === "days" ? "days" : "months" }),
    done,
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={names} />
      <Field name="name" label={names.name} help="For example: Unlimited" error={errorOf("name")}>
        <Input
          autoComplete="off"
          maxLength={100}
          defaultValue={values?.name}
          onChange={(event) => named?.(event.target.value)}
        />
      </Field>
      {children?.(errorOf)}
      <div className="grid grid-cols-2 gap-4">
        <Field name="lengthValue" label={names.lengthValue} error={errorOf("lengthValue")}>
          <Input inputMode="numeric" autoComplete="off" defaultValue={values?.lengthValue ?? 1} />
        </Field>
        <Field name="lengthUnit" label={names.lengthUnit} error={errorOf("lengthUnit")}>
          <Select defaultValue={values?.lengthUnit ?? "months"}>
            <option value="months">Months</option>
            <option value="days">Days</option>
          </Select>
        </Field>
      </div>
      <p className="text-muted-foreground text-sm">
        The last day that is proposed for a new membership. It can be changed each time.
      </p>
      <FormButtons label={label} pending={pending} close={close} />
    </form>
  )
}
