import Link from "next/link"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"
import { NO_COORDINATOR } from "@/lib/memberships/words"
import { hrefOf } from "../href"
import { type ListSearch, NOBODY } from "./address"

export type Choices = {
  coordinators: { folded: string; name: string }[]
  plans: { code: string; name: string }[]
}

type ListFiltersProps = { search: ListSearch; choices: Choices }

/** Service coordinator and plan; a plain form, so that the address holds the choice. */
export function ListFilters({ search, choices }: ListFiltersProps) {
  const { status, sort, dir, coordinator = "", plan = "" } = search
  const chosen = choices.coordinators.find(({ folded, name }) => [folded, name].includes(coordinator))
  const kept = Object.entries({ status, sort, dir }).filter(([, value]) => value)
  return (
    <form action="/memberships" data-print="hide" className="flex flex-wrap items-end gap-3">
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field name="coordinator" label="Service coordinator" className="w-full sm:w-64">
        <Select defaultValue={chosen?.folded ?? coordinator} key={coordinator}>
          <option value="">All coordinators</option>
          {choices.coordinators.map(({ folded, name }) => (
            <option key={folded} value={folded}>
              {name}
            </option>
          ))}
          <option value={NOBODY}>{NO_COORDINATOR}</option>
        </Select>
      </Field>
      <Field name="plan" label="Plan" className="w-full sm:w-44">
        <Select defaultValue={plan} key={plan}>
          <option value="">All plans</option>
          {choices.plans.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" variant="outline">
        Show
      </Button>
      {(coordinator || plan) && (
        <Link href={hrefOf("/memberships", { status, sort, dir })} className="link target flex items-center">
          Show everyone
        </Link>
      )}
    </form>
  )
}
