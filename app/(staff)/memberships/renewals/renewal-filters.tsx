import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Segmented } from "@/components/ui/segmented"
import { Select } from "@/components/ui/select"
import type { Renewals } from "@/lib/memberships/renewals"
import type { Show } from "@/lib/memberships/schema"
import { NO_COORDINATOR } from "@/lib/memberships/words"
import { hrefOf } from "../../href"
import { NOBODY } from "../address"

type Coordinator = Renewals["coordinators"][number]
type RenewalFiltersProps = { coordinators: Coordinator[]; chosen?: string; show: Show }

export const RENEWALS = "/memberships/renewals"

/** All or not contacted yet, and whose; the address holds the choice. */
export function RenewalFilters({ coordinators, chosen = "", show }: RenewalFiltersProps) {
  const known = coordinators.find((one) => addressOf(one) === chosen || one.name === chosen)
  const counted = chosen ? [known].filter((one) => one !== undefined) : coordinators
  const total = (by: Show) => counted.reduce((sum, one) => sum + one[by], 0)
  return (
    <div className="mb-4 grid gap-3">
      <Segmented
        label="Show"
        items={[
          {
            href: hrefOf(RENEWALS, { coordinator: chosen }),
            label: "All",
            count: total("all"),
            current: show === "all",
          },
          {
            href: hrefOf(RENEWALS, { coordinator: chosen, show: "open" }),
            label: "Not contacted",
            count: total("open"),
            current: show === "open",
          },
        ]}
      />
      <form action={RENEWALS} data-print="hide" className="flex flex-wrap items-end gap-3">
        {show === "open" && <input type="hidden" name="show" value="open" />}
        <Field name="coordinator" label="Service coordinator" className="w-full sm:w-72">
          <Select defaultValue={known ? addressOf(known) : chosen} key={chosen}>
            <option value="">All coordinators</option>
            {coordinators.map((one) => (
              <option key={addressOf(one)} value={addressOf(one)}>
                {`${one.name ?? NO_COORDINATOR} (${one[show].toLocaleString("en-US")})`}
              </option>
            ))}
            {chosen && !known && (
              <option value={chosen}>{chosen === NOBODY ? NO_COORDINATOR : chosen}</option>
            )}
          </Select>
        </Field>
        <Button type="submit" variant="outline">
          Show
        </Button>
      </form>
    </div>
  )
}

/** A coordinator as the address names them. */
export const addressOf = ({ folded }: Pick<Coordinator, "folded">) => folded ?? NOBODY
