"use client"
import { X } from "lucide-react"
import { useId, useState } from "react"
import { FormProblem } from "@/components/forms/form-problem"
import { KeepTyped } from "@/components/forms/keep-typed"
import { useSubmit } from "@/components/forms/use-submit"
import { PickClient } from "@/components/search/pick-client"
import type { Suggest } from "@/components/search/use-suggestions"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardFooter } from "@/components/ui/card"
import { Field, FieldError } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"
import type { Entered } from "@/lib/check-ins/correct"
import { count } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"
import { type Evidence, EvidenceFields, whyNames } from "../evidence-fields"

type Visit = { key: string; id: string; name: string; problem?: string }
type Enter = (input: {
  day: string
  evidence: Evidence
  reason: string
  visits: { clientId: string; from: string; to: string; idempotencyKey: string }[]
}) => Promise<Outcome<Entered[]>>

type EnterFormProps = {
  day: string
  /** Who may have come: one click puts them on the list. */
  expected: { id: string; name: string }[]
  suggest: Suggest
  enter: Enter
}

/** The lines of a day on paper: what was saved goes, what could not be stays with the reason. */
export function EnterForm({ day, expected, suggest, enter }: EnterFormProps) {
  const [visits, setVisits] = useState<Visit[]>([])
  const add = ({ id, name }: { id: string; name: string }) =>
    setVisits((now) => [...now, { key: crypto.randomUUID(), id, name }])
  const drop = (key: string) => setVisits((now) => now.filter((visit) => visit.key !== key))
  const { submit, pending, error, errorOf } = useSubmit(
    (fields) =>
      enter({
        day: fields.day ?? "",
        evidence: (fields.evidence ?? "") as Evidence,
        reason: fields.reason ?? "",
        visits: visits.map(({ key, id }) => ({
          clientId: id,
          from: fields[`from.${key}`] ?? "",
          to: fields[`to.${key}`] ?? "",
          idempotencyKey: key,
        })),
      }),
    (answers) => {
      const saved = answers.filter(({ ok }) => ok).length
      setVisits((now) =>
        now.flatMap((visit, place) => {
          const answer = answers[place]
          if (!answer || answer.ok) return answer ? [] : [visit]
          return [{ ...visit, problem: answer.fields[0]?.message ?? answer.message }]
        }),
      )
      if (saved > 0) toast.success(`${count(saved, "visit")} saved.`)
      if (saved < answers.length)
        toast.warning("Some visits could not be saved. The reasons are beside them.")
    },
  )
  const waiting = expected.filter(({ id }) => !visits.some((visit) => visit.id === id))
  return (
    <form onSubmit={submit} noValidate>
      <Card className="max-w-4xl">
        <CardContent className="grid gap-6">
          <KeepTyped what="The visits are not saved yet." />
          <FormProblem error={error} names={{ day: "Day", visits: "Visits", ...whyNames }} />
          <div className="grid gap-4 sm:grid-cols-[12rem_1fr]">
            <Field name="day" label="Day" error={errorOf("day")}>
              <Input type="date" defaultValue={day} />
            </Field>
            <EvidenceFields errorOf={errorOf} evidence="paper_sheet" reason="Typed in from the day sheet" />
          </div>
          {visits.length > 0 && (
            <ul className="grid gap-3" aria-label="Visits">
              {visits.map((visit, place) => (
                <Line
                  key={visit.key}
                  visit={visit}
                  error={errorOf(`visits.${place}.from`) ?? errorOf(`visits.${place}.to`) ?? visit.problem}
                  drop={() => drop(visit.key)}
                />
              ))}
            </ul>
          )}
          <div className="flex flex-wrap items-center gap-2">
            <PickClient label="Add a client" hint="Type who came." suggest={suggest} pick={add} />
            {waiting.slice(0, 12).map((client) => (
              <Button key={client.id} variant="ghost" size="sm" onClick={() => add(client)}>
                + <bdi>{client.name}</bdi>
              </Button>
            ))}
          </div>
        </CardContent>
        <CardFooter>
          <Button type="submit" loading={pending} disabled={visits.length === 0}>
            Save {visits.length > 0 && count(visits.length, "visit")}
          </Button>
        </CardFooter>
      </Card>
    </form>
  )
}

type LineProps = { visit: Visit; error: string | undefined; drop: () => void }

function Line({ visit: { key, name }, error, drop }: LineProps) {
  const told = useId()
  const time = (part: "from" | "to", label: string) => (
    <label htmlFor={`${part}.${key}`} className="flex items-center gap-2 text-sm">
      {label}
      <span className="sr-only"> of {name}</span>
      <Input
        type="time"
        id={`${part}.${key}`}
        name={`${part}.${key}`}
        className="w-32"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? told : undefined}
      />
    </label>
  )
  return (
    <li className="grid gap-1 border-t pt-3">
      <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <bdi className="min-w-40 flex-1 font-medium [overflow-wrap:anywhere]">{name}</bdi>
        {time("from", "In")}
        {time("to", "Out")}
        <Button variant="ghost" size="sm" onClick={drop}>
          <X aria-hidden />
          <span className="sr-only">Take {name} off the list</span>
        </Button>
      </span>
      {error && <FieldError id={told}>{error}</FieldError>}
    </li>
  )
}
