import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"

type TargetFilterProps = {
  page: string
  targets: { id: string; name: string }[]
  target?: string
  state?: string
}

/** Deliveries to one target only; a plain form, so that the address holds the choice. */
export function TargetFilter({ page, targets, target = "", state }: TargetFilterProps) {
  const removed = target !== "" && !targets.some(({ id }) => id === target)
  if (targets.length === 0 && !removed) return null
  return (
    <form action={page} data-print="hide" className="mb-4 flex flex-wrap items-end gap-3">
      {state && <input type="hidden" name="state" value={state} />}
      <Field name="target" label="Target" className="w-full sm:w-64">
        <Select defaultValue={target} key={target}>
          <option value="">All targets</option>
          {removed && <option value={target}>A target that was removed</option>}
          {targets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" variant="outline">
        Show
      </Button>
    </form>
  )
}
