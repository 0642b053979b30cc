"use client"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Alert } from "@/components/ui/alert"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { CheckboxField } from "@/components/ui/checkbox"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"
import type { Outcome } from "@/lib/core/outcome"
import type { ColumnField } from "@/lib/imports/columns"
import { FormatFields, type ReadAs } from "./format-fields"

export type Found = ReadAs & {
  id: string
  updatedAt: Date
  headings: string[]
  mapping: (string | null)[]
  options: { update: boolean; clearBlank: boolean }
  problem: string | null
}

type Change = {
  id: string
  mapping?: (ColumnField | null)[]
  options?: { update: boolean; clearBlank: boolean }
  encoding?: ReadAs["encoding"]
  delimiter?: ReadAs["delimiter"]
  headerAt?: number | null
}

type ColumnsFormProps = {
  found: Found
  examples: string[][]
  fields: { field: ColumnField; name: string }[]
  configure: (input: never) => Promise<Outcome<unknown>>
  check: (input: { id: string }) => Promise<Outcome<unknown>>
}

/** How the file is read, what each column is, and what may happen to clients who are there already. */
export function ColumnsForm({ found, examples, fields, configure, check }: ColumnsFormProps) {
  const { id } = found
  const change = configure as (input: Change) => Promise<Outcome<unknown>>
  const { submit, pending, error } = useSubmit(
    async (values) => {
      const mapping = found.headings.map(
        (_, column) => (values[`column-${column}`] || null) as ColumnField | null,
      )
      const options = { update: values.update === "yes", clearBlank: values.clearBlank === "on" }
      const saved = await change({ id, mapping, options })
      return saved.ok ? check({ id }) : saved
    },
    () => {},
  )
  return (
    <div className="grid gap-6">
      {found.problem && (
        <Alert tone="error" title="This file could not be read">
          {found.problem}
        </Alert>
      )}
      <FormatFields found={found} change={(changed) => change({ id, ...changed })} />
      <form onSubmit={submit} noValidate className="grid gap-6" key={found.updatedAt.toISOString()}>
        <FormProblem error={error} />
        <Card>
          <CardHeader
            title="Columns"
            description="What stands in each column of the file. The others are ignored."
          />
          <CardContent>
            <ul className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
              {found.headings.map((heading, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <li key={column}>
                  <Field
                    name={`column-${column}`}
                    label={
                      <bdi className="[overflow-wrap:anywhere]">{heading || `Column ${column + 1}`}</bdi>
                    }
                    help={exampleOf(examples, column)}
                  >
                    <Select defaultValue={found.mapping[column] ?? ""}>
                      <option value="">Ignore</option>
                      {fields.map(({ field, name }) => (
                        <option key={field} value={field}>
                          {name}
                        </option>
                      ))}
                    </Select>
                  </Field>
                </li>
              ))}
            </ul>
          </CardContent>
        </Card>
        <Card>
          <CardHeader title="Clients who are there already" />
          <CardContent className="grid gap-4">
            <Field
              name="update"
              label="When a row is about somebody who is there"
              help="They are recognised by UCI number, else by name and date of birth, else by name and phone or e-mail."
              className="max-w-[560px]"
            >
              <Select defaultValue={found.options.update ? "yes" : "no"}>
                <option value="yes">Bring them up to date</option>
                <option value="no">Leave them as they are, add only new clients</option>
              </Select>
            </Field>
            <CheckboxField
              name="clearBlank"
              label="A blank cell clears the field"
              help="Usually off: a blank cell leaves what is there."
              defaultChecked={found.options.clearBlank}
            />
          </CardContent>
        </Card>
        <div>
          <Button type="submit" loading={pending}>
            Preview
          </Button>
        </div>
      </form>
    </div>
  )
}

function exampleOf(examples: string[][], column: number): string {
  const values = examples.map((cells) => cells[column]?.trim()).filter(Boolean)
  const text = [...new Set(values)].slice(0, 3).join(" · ")
  return text ? (text.length > 60 ? `${text.slice(0, 60)}…` : text) : "Empty in the first rows"
}
