"use client"
import { useAction } from "@/components/forms/use-action"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"
import type { Outcome } from "@/lib/core/outcome"
import { delimiterNames, encodingNames } from "../words"

export type ReadAs = {
  encoding: keyof typeof encodingNames
  delimiter: keyof typeof delimiterNames
  headerAt: number | null
}

type FormatFieldsProps = {
  found: ReadAs
  /** A few words of the file with letters outside ASCII. */
  names: string[]
  change: (changed: Partial<ReadAs>) => Promise<Outcome<unknown>>
}

/** How the file was recognised to be written; another choice reads it anew at once. */
export function FormatFields({ found, names, change }: FormatFieldsProps) {
  const { pending, run } = useAction()
  const choose = (changed: Partial<ReadAs>) => run(() => change(changed))
  return (
    <Card aria-busy={pending}>
      <CardHeader
        title="How the file is written"
        description="This was recognised. Change it only if the columns or the letters below look wrong."
      />
      <CardContent className="grid gap-4 sm:grid-cols-3">
        <Field name="delimiter" label="Columns are separated by">
          <Select
            value={found.delimiter}
            disabled={pending}
            onChange={({ target }) => choose({ delimiter: target.value as ReadAs["delimiter"] })}
          >
            {options(delimiterNames)}
          </Select>
        </Field>
        <Field
          name="encoding"
          label="Letters are written in"
          help={
            names.length > 0 ? <bdi className="[overflow-wrap:anywhere]">{names.join(", ")}</bdi> : undefined
          }
        >
          <Select
            value={found.encoding}
            disabled={pending}
            onChange={({ target }) => choose({ encoding: target.value as ReadAs["encoding"] })}
          >
            {options(encodingNames)}
          </Select>
        </Field>
        <Field name="headerAt" label="Headings stand">
          <Select
            value={found.headerAt ?? "none"}
            disabled={pending}
            onChange={({ target }) =>
              choose({ headerAt: target.value === "none" ? null : Number(target.value) })
            }
          >
            {[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => (
              <option key={place} value={place}>
                in row {place + 1}
              </option>
            ))}
            <option value="none">nowhere: there are none</option>
          </Select>
        </Field>
      </CardContent>
    </Card>
  )
}

const options = (names: Record<string, string>) =>
  Object.entries(names).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ))
