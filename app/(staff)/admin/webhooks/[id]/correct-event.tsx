"use client"
import { RotateCw, X } from "lucide-react"
import { useState } from "react"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { PickClient } from "@/components/search/pick-client"
import type { Suggest } from "@/components/search/use-suggestions"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardFooter, CardHeader } from "@/components/ui/card"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { type Dismiss, DismissEvent } from "./dismiss-event"
import type { EventPart } from "./parts"

type Settle = (input: {
  id: string
  data: Record<string, unknown>
  clientId?: string
}) => Promise<Outcome<{ state: string }>>

type CorrectEventProps = {
  id: string
  parts: EventPart[]
  problems: { field: string; message: string }[]
  plans: { code: string; name: string }[]
  actions: { settle: Settle; dismiss: Dismiss; suggest: Suggest }
}

/** What an event says, to be corrected and run again. */
export function CorrectEvent({ id, parts, problems, plans, actions }: CorrectEventProps) {
  const [client, setClient] = useState<{ id: string; name: string } | null>(null)
  const { submit, pending, error } = useSubmit(
    (fields) => actions.settle({ id, data: dataOf(parts, fields), clientId: client?.id }),
    ({ state }) => {
      if (state === "processed") toast.success("It is done.")
      else toast.warning("It still needs attention.")
    },
  )
  const problemOf = (part: string, name: string) =>
    problems.find(
      ({ field }) => field === `${part}.${name}` || (name === "plan_code" && field === "planCode"),
    )?.message
  return (
    <Card>
      <form id="correct-event" onSubmit={submit} noValidate>
        {error && (
          <CardContent className="pb-0 sm:pb-0">
            <FormProblem error={error} />
          </CardContent>
        )}
        {parts.map(({ part, title, fields }) => (
          <div key={part}>
            <CardHeader title={title} />
            <CardContent className="grid gap-4 sm:grid-cols-2">
              {part === "client" && (
                <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
                  <PickClient
                    label={client ? "Choose another client" : "Choose the client"}
                    suggest={actions.suggest}
                    pick={setClient}
                  />
                  {client && (
                    <span className="flex items-center gap-1">
                      <bdi>{client.name}</bdi>
                      <Button variant="ghost" size="sm" onClick={() => setClient(null)}>
                        <X aria-hidden />
                        <span className="sr-only">Do not choose {client.name}</span>
                      </Button>
                    </span>
                  )}
                </div>
              )}
              {fields.map(({ name, label, value }) => (
                <Field key={name} name={`${part}.${name}`} label={label} error={problemOf(part, name)}>
                  {name === "plan_code" ? (
                    <Select defaultValue={value}>
                      {!plans.some(({ code }) => code === value) && (
                        <option value={value}>{value || "Choose a plan"}</option>
                      )}
                      {plans.map((plan) => (
                        <option key={plan.code} value={plan.code}>
                          {plan.name}
                        </option>
                      ))}
                    </Select>
                  ) : (
                    <Input defaultValue={value} autoComplete="off" />
                  )}
                </Field>
              ))}
            </CardContent>
          </div>
        ))}
      </form>
      {/* Beside the form: what the dialog sends must not send the form, too. */}
      <CardFooter>
        <Button type="submit" form="correct-event" loading={pending}>
          <RotateCw aria-hidden />
          Run again
        </Button>
        <DismissEvent id={id} dismiss={actions.dismiss} />
      </CardFooter>
    </Card>
  )
}

/** The fields by part, as an event has them. */
function dataOf(parts: EventPart[], typed: Record<string, string>) {
  return Object.fromEntries(
    parts.map(({ part, fields }) => [
      part,
      Object.fromEntries(fields.map(({ name }) => [name, typed[`${part}.${name}`] ?? ""])),
    ]),
  )
}
