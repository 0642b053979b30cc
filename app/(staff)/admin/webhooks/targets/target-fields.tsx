import { CheckboxField } from "@/components/ui/checkbox"
import { Field, FieldError, Fieldset } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import type { OutgoingType } from "@/lib/events"

export type TypeName = { type: OutgoingType; name: string }
export type TargetValues = { name: string; url: string; types: OutgoingType[] | null }

type TargetFieldsProps = {
  target?: { name: string; url: string; types: string[] | null }
  types: TypeName[]
  errorOf: (field: string) => string | undefined
}

export const targetFieldNames = { name: "Name", url: "Address", types: "Events" }

/** What a target is called, where it is, and of what it is told. */
export function TargetFields({ target, types, errorOf }: TargetFieldsProps) {
  const chosen = target?.types
  return (
    <>
      <Field
        name="name"
        label={targetFieldNames.name}
        help="For example: Zapier, payments"
        error={errorOf("name")}
      >
        <Input autoComplete="off" maxLength={60} defaultValue={target?.name} />
      </Field>
      <Field name="url" label={targetFieldNames.url} help="It begins with https://" error={errorOf("url")}>
        <Input type="url" inputMode="url" autoComplete="off" defaultValue={target?.url} />
      </Field>
      <Fieldset legend={targetFieldNames.types} help="Of what it is told.">
        {types.map(({ type, name }, index) => (
          // The first has the id to which the message on top of the form leads.
          <CheckboxField
            key={type}
            id={index === 0 ? "types" : undefined}
            name={`types.${type}`}
            label={name}
            defaultChecked={chosen?.includes(type) ?? true}
          />
        ))}
        {errorOf("types") && <FieldError id="types-error">{errorOf("types")}</FieldError>}
      </Fieldset>
    </>
  )
}

/** What was typed and ticked; all events are told as null, so that those of a later version count, too. */
export function valuesOf(fields: Record<string, string>, types: TypeName[]): TargetValues {
  const chosen = types.map(({ type }) => type).filter((type) => fields[`types.${type}`])
  const { name = "", url = "" } = fields
  return { name, url, types: chosen.length === types.length ? null : chosen }
}
