"use client"
import Link from "next/link"
import { useRouter } from "next/navigation"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Alert } from "@/components/ui/alert"
import { Button, buttonVariants } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { CheckboxField } from "@/components/ui/checkbox"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"
import type { Outcome } from "@/lib/core/outcome"
import type { ColumnField } from "@/lib/imports/columns"
import type { ImportOptions } from "@/lib/imports/schema"
import { FormatFields, type ReadAs } from "./format-fields"

export type Found = ReadAs & {
  id: string
  updatedAt: Date
  headings: string[]
  mapping: (string | null)[]
  options: ImportOptions
  problem: string | null
}

type Change = {
  id: string
  mapping?: (ColumnField | null)[]
  options?: ImportOptions
  encoding?: ReadAs["encoding"]
  delimiter?: ReadAs["delimiter"]
  headerAt?: number | null
}

type ColumnsFormProps = {
  found: Found
  examples: string[][]
  fields: { field: ColumnField; name: string }[]
  configure: (input: Change) => Promise<Outcome<unknown>>
  check: (input: { id: string }) => Promise<Outcome<unknown>>
}

/** How the file is read, what each column is, and what may happen to clients who are there already. */
export function ColumnsForm({ found, examples, fields, configure, check }: ColumnsFormProps) {
  const { id } = found
  const router = useRouter()
  const { submit, pending, error } = useSubmit(
    async (values) => {
      const mapping = found.headings.map(
        (_, column) => (values[`column-${column}`] || null) as ColumnField | null,
      )
      const options = {
        update: values.update === "yes",
        clearBlank: values.clearBlank === "on",
        replaceNotes: values.replaceNotes === "on",
      }
      const saved = await configure({ id, mapping, options })
      return saved.ok ? check({ id }) : saved
    },
    // The address may still ask for the columns.
    () => router.replace(`/imports/${id}`),
  )
  return (
    <div className="grid gap-6">
      {found.problem && (
        <Alert
          tone="error"
          title="This file could not be read"
          actions={
            <Link className={buttonVariants({ variant: "outline" })} href="/imports/new">
              Choose another file
            </Link>
          }
        >
          {found.problem}
        </Alert>
      )}
      <FormatFields
        found={found}
        names={lettersIn(examples)}
        change={(changed) => configure({ id, ...changed })}
      />
      <form onSubmit={submit} noValidate className="grid gap-6" key={found.updatedAt.toISOString()}>
        <FormProblem error={error} />
        <Card>
          <CardHeader
            title="Columns"
            description={
              namesAreFound(found.mapping)
                ? "What each column of the file is. Choose Ignore for what you do not need."
                : "Choose which columns hold the first and the last name. The others are up to you."
            }
          />
          <CardContent>
            <ul className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
              {found.headings.map((heading, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <li key={column} className="min-w-0">
                  <Field
                    name={`column-${column}`}
                    label={
                      <bdi className="[overflow-wrap:anywhere]">{heading || `Column ${column + 1}`}</bdi>
                    }
                    help={<bdi className="[overflow-wrap:anywhere]">{exampleOf(examples, column)}</bdi>}
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
          <CardHeader title="Clients you have already" />
          <CardContent className="grid gap-4">
            <Field
              name="update"
              label="When a row is about one of them"
              help="They are recognized by UCI number, else by name and date of birth, else by name and phone or e-mail. A row that fits by one and contradicts another is shown to you, never written."
              className="max-w-[560px]"
            >
              <Select defaultValue={found.options.update ? "yes" : "no"}>
                <option value="yes">Update them with what the file says</option>
                <option value="no">Leave them alone and add only new clients</option>
              </Select>
            </Field>
            <CheckboxField
              name="clearBlank"
              label="Blank cells clear the field"
              help="Usually a blank cell leaves what is there. Turn this on only if the file is complete."
              defaultChecked={found.options.clearBlank}
            />
            <CheckboxField
              name="replaceNotes"
              label="Notes of the file replace theirs"
              help="Usually the notes that a client has stay as they are, and the preview says so."
              defaultChecked={found.options.replaceNotes}
            />
          </CardContent>
        </Card>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" loading={pending}>
            Preview
          </Button>
          <p className="text-muted-foreground">You see what would happen. Nothing is written yet.</p>
        </div>
      </form>
    </div>
  )
}

const namesAreFound = (mapping: (string | null)[]) =>
  mapping.includes("firstName") && mapping.includes("lastName")

/** Up to three cells with letters outside ASCII: they show at a glance whether the encoding is right. */
const lettersIn = (examples: string[][]) =>
  [...new Set(examples.flat().filter((cell) => /[\u0080-\uffff]/.test(cell) && cell.length <= 60))].slice(
    0,
    3,
  )

function exampleOf(examples: string[][], column: number): string {
  const values = examples.map((cells) => cells[column]?.trim()).filter(Boolean)
  const text = [...new Set(values)].slice(0, 3).join(" · ")
  return text ? (text.length > 60 ? `${text.slice(0, 60)}…` : text) : "Empty in the first rows"
}
