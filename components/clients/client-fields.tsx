import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Textarea } from "@/components/ui/textarea"
import { fieldNames } from "@/lib/clients/names"
import type { ClientField } from "@/lib/clients/schema"
import { type ClientValues, shownValue } from "./client-values"

type ClientFieldsProps = { values?: ClientValues; errorOf: (field: string) => string | undefined }

type Kind = { type?: string; help?: string; required?: boolean; list?: string }

const groups: { title: string; fields: Partial<Record<ClientField, Kind>> }[] = [
  {
    title: "Person",
    fields: {
      firstName: { required: true },
      lastName: { required: true },
      dateOfBirth: { type: "date" },
      language: { list: "languages" },
    },
  },
  {
    title: "Contact",
    fields: { phone: { type: "tel" }, email: { type: "email" }, parentGuardianName: {} },
  },
  {
    title: "Regional center",
    fields: {
      uciNumber: { help: "Usually 7 digits." },
      serviceCoordinator: {},
      posStartDate: { type: "date" },
      posEndDate: {
        type: "date",
        help: "Both POS dates together count as coverage while there is no membership.",
      },
    },
  },
]

const languages = ["English", "Spanish", "Punjabi", "Tagalog"]

/** All fields of a client, as text, in groups. */
export function ClientFields({ values, errorOf }: ClientFieldsProps) {
  return (
    <>
      {groups.map(({ title, fields }) => (
        <fieldset key={title} className="grid gap-4 sm:grid-cols-2">
          <legend className="mb-3 font-semibold">{title}</legend>
          {Object.entries(fields).map(([name, { help, ...kind }]) => {
            const field = name as ClientField
            return (
              <Field
                key={field}
                name={field}
                label={fieldNames[field]}
                help={help}
                error={errorOf(field)}
                optional={!kind.required}
              >
                <Input autoComplete="off" defaultValue={shownValue(values?.[field])} {...kind} />
              </Field>
            )
          })}
        </fieldset>
      ))}
      <NotesField value={values?.notes} error={errorOf("notes")} />
      <datalist id="languages">
        {languages.map((language) => (
          <option key={language} value={language} />
        ))}
      </datalist>
    </>
  )
}

/** The one free text about a client. */
export function NotesField({ value, error }: { value?: string | null; error?: string }) {
  return (
    <Field name="notes" label={fieldNames.notes} error={error} optional>
      <Textarea rows={5} defaultValue={shownValue(value)} />
    </Field>
  )
}
