import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Segmented } from "@/components/ui/segmented"
import { presets } from "@/lib/reports/schema"
import { type Choice, hrefOf } from "./address"

/** The days that a report is about: by name, or from and to in a plain form, so that the address holds them. */
export function PeriodForm({ choice }: { choice: Choice }) {
  const { report, typed, errors, today } = choice
  return (
    <div data-print="hide" className="mb-4 grid gap-3">
      <Segmented
        label="Period"
        items={presets(today).map(({ name, from, to }) => ({
          label: name,
          href: hrefOf(choice, { from, to }),
          current: from === typed.from && to === typed.to,
        }))}
      />
      <form action="/reports" autoComplete="off" className="flex flex-wrap items-start gap-3">
        <input type="hidden" name="report" value={report} />
        <Field name="from" label="First day" error={errors.from} className="w-full sm:w-44">
          <Input type="date" defaultValue={typed.from} key={typed.from} />
        </Field>
        <Field name="to" label="Last day" error={errors.to} className="w-full sm:w-44">
          <Input type="date" defaultValue={typed.to} key={typed.to} />
        </Field>
        <Button type="submit" variant="outline" className="sm:mt-6.5">
          Show
        </Button>
      </form>
    </div>
  )
}
