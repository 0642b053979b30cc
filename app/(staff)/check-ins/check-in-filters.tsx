import { Button } from "@/components/ui/button"
import { CheckboxField } from "@/components/ui/checkbox"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import { methodNames, methods } from "@/lib/check-ins/names"

type CheckInFiltersProps = {
  date?: string
  method?: string
  client?: string
  query?: string
  counted: boolean
}

/** Day, method and client; a plain form, so that the address holds the choice. */
export function CheckInFilters({ date, method, client, query, counted }: CheckInFiltersProps) {
  return (
    <form action="/check-ins" data-print="hide" className="mb-4 flex flex-wrap items-end gap-3">
      <Field name="date" label="Day" className="w-full sm:w-44">
        <Input type="date" defaultValue={date} key={date} />
      </Field>
      <Field name="method" label="Method" className="w-full sm:w-44">
        <Select defaultValue={method ?? ""} key={method}>
          <option value="">All methods</option>
          {methodNames.map((name) => (
            <option key={name} value={name}>
              {methods[name]}
            </option>
          ))}
        </Select>
      </Field>
      {client ? (
        <p className="target flex items-center gap-2">
          <input type="hidden" name="client" value={client} />
          Visits of one client
          <a href="/check-ins" className="link">
            Show everyone
          </a>
        </p>
      ) : (
        <Field name="q" label="Client" className="w-full sm:w-56">
          <Input type="search" defaultValue={query} key={query} placeholder="Name" maxLength={200} />
        </Field>
      )}
      <CheckboxField
        name="only"
        value="counted"
        label="Hide undone and voided"
        defaultChecked={counted}
        key={String(counted)}
      />
      <Button type="submit" variant="outline">
        Show
      </Button>
    </form>
  )
}
