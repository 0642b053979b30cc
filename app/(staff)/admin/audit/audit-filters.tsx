import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import { auditKinds } from "@/lib/history/kinds"
import type { AuditFilter } from "@/lib/history/schema"
import { kindNames } from "./filter"

type Named = { id: string; name: string }
type AuditFiltersProps = {
  filter: AuditFilter
  choices: { people: Named[]; keys: Named[]; tablets: Named[] }
}

/** Who, what, whom, when and from where; a plain form, so that the address holds the choice. */
export function AuditFilters({ filter, choices: { people, keys, tablets } }: AuditFiltersProps) {
  const { who, kind, clientId, query, from, to, address } = filter
  return (
    <form action="/admin/audit" data-print="hide" className="mb-4 flex flex-wrap items-end gap-3">
      <Field name="who" label="Who" className="w-full sm:w-48">
        <Select defaultValue={who ?? ""} key={who}>
          <option value="">Everybody</option>
          <Group label="Users" options={people} />
          <Group label="API keys" options={keys} />
          <Group label="Tablets" options={tablets} />
          <option value="visitor">Somebody not signed in</option>
          <option value="zapier">Zapier</option>
          <option value="system">The system</option>
        </Select>
      </Field>
      <Field name="kind" label="What" className="w-full sm:w-48">
        <Select defaultValue={kind ?? ""} key={kind}>
          <option value="">Everything</option>
          {auditKinds.map((one) => (
            <option key={one} value={one}>
              {kindNames[one]}
            </option>
          ))}
        </Select>
      </Field>
      {clientId ? (
        <p className="target flex items-center gap-2">
          <input type="hidden" name="client" value={clientId} />
          About one client
          <a href="/admin/audit" className="link">
            Show everything
          </a>
        </p>
      ) : (
        <Field name="q" label="Client" className="w-full sm:w-48">
          <Input type="search" defaultValue={query} key={query} placeholder="Name" maxLength={200} />
        </Field>
      )}
      <Field name="from" label="From" className="w-full sm:w-44">
        <Input type="date" defaultValue={from} key={from} />
      </Field>
      <Field name="to" label="To" className="w-full sm:w-44">
        <Input type="date" defaultValue={to} key={to} />
      </Field>
      <Field name="address" label="Address" className="w-full sm:w-40">
        <Input defaultValue={address} key={address} placeholder="192.0.2.1" maxLength={64} />
      </Field>
      <Button type="submit" variant="outline">
        Show
      </Button>
    </form>
  )
}

function Group({ label, options }: { label: string; options: Named[] }) {
  if (options.length === 0) return null
  return (
    <optgroup label={label}>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </optgroup>
  )
}
