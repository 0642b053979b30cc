"use client"
import { LogIn } from "lucide-react"
import { useState } from "react"
import { PickClient } from "@/components/search/pick-client"
import type { Suggest } from "@/components/search/use-suggestions"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardFooter, CardHeader } from "@/components/ui/card"
import { CheckboxField } from "@/components/ui/checkbox"
import { FieldError, Fieldset } from "@/components/ui/field"
import { DismissEntry } from "./dismiss-entry"
import type { EntryInWords } from "./entry-words"
import { type SettleActions, useSettle } from "./use-settle"

export type EntryActions = SettleActions & { suggest: Suggest }

/** One entry that waits: what is known of it, who may have come, and what can be done. */
export function EntryCard({ entry, actions }: { entry: EntryInWords; actions: EntryActions }) {
  const { id, when, station, given, why, remarks, candidates } = entry
  const [picked, setPicked] = useState<EntryInWords["candidates"]>([])
  const [ticked, setTicked] = useState(candidates.length === 1 ? candidates.map((one) => one.id) : [])
  const [missing, setMissing] = useState(false)
  const { settle, dismissed, refused, pending } = useSettle(id, actions)
  const people = [...candidates, ...picked.filter((one) => !candidates.some((other) => other.id === one.id))]
  const chosen = people.filter((one) => ticked.includes(one.id))

  const tick = (clientId: string, on: boolean) => {
    setMissing(false)
    setTicked([...ticked.filter((one) => one !== clientId), ...(on ? [clientId] : [])])
  }
  const pick = (client: { id: string; name: string }) => {
    setPicked([...picked.filter((one) => one.id !== client.id), client])
    tick(client.id, true)
  }
  const checkIn = () => {
    if (chosen.length === 0) return setMissing(true)
    settle(chosen.map((one) => one.id))
  }
  return (
    <Card>
      <CardHeader
        title={
          <>
            {when}, <bdi className="[overflow-wrap:anywhere]">{station}</bdi>
          </>
        }
        description={<bdi className="[overflow-wrap:anywhere]">{given}</bdi>}
      />
      <CardContent className="grid gap-3">
        <div>
          <p>{why}</p>
          <p className="text-muted-foreground text-sm">{remarks.join(" ")}</p>
        </div>
        {people.length > 0 && (
          <Fieldset legend={people.length > 1 ? "Who came? Tick all." : "Who came?"} className="gap-0">
            {people.map((one) => (
              <CheckboxField
                key={one.id}
                id={`${id}-${one.id}`}
                name="client"
                label={<bdi className="[overflow-wrap:anywhere]">{one.name}</bdi>}
                checked={ticked.includes(one.id)}
                onChange={(event) => tick(one.id, event.currentTarget.checked)}
              />
            ))}
          </Fieldset>
        )}
        <div>
          <PickClient
            label={people.length > 0 ? "Find another client" : "Find the client"}
            suggest={actions.suggest}
            pick={pick}
          />
        </div>
        {missing && (
          <div role="alert">
            <FieldError id={`${id}-missing`}>Choose who came first.</FieldError>
          </div>
        )}
      </CardContent>
      <CardFooter>
        <Button loading={pending} onClick={checkIn}>
          <LogIn aria-hidden />
          Check in<span className="sr-only"> for {when}</span>
        </Button>
        <DismissEntry id={id} when={when} dismiss={actions.dismiss} done={dismissed} refused={refused} />
      </CardFooter>
    </Card>
  )
}
