import Link from "next/link"
import { Alert } from "@/components/ui/alert"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { listPlans } from "@/lib/memberships/list"
import { read } from "@/lib/web/read"
import { getInbound } from "@/lib/webhooks/list-inbound"
import { didInWords, nameOfType } from "@/lib/webhooks/told"
import { suggestClientsAction } from "../../../actions"
import { Moment } from "../../../moment"
import { PageHeader } from "../../../page-header"
import { dismissInboundAction, settleInboundAction } from "../actions"
import { StatePill } from "../state-pill"
import { CorrectEvent } from "./correct-event"
import { partsOf } from "./parts"

export const metadata = { title: "Event" }

export default async function EventPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const event = await read(getInbound, { id })
  const { type, state, data, problem, did, receivedAt, clientId, clientName, settledByName, settledAt } =
    event
  const parts = partsOf(type, data)
  return (
    <>
      <PageHeader title={nameOfType(type)} aside={<StatePill state={state} />} />
      <div className="grid max-w-3xl gap-6">
        <p className="text-muted-foreground">
          Came in: <Moment at={receivedAt} />
          {settledByName && settledAt && (
            <>
              , settled by <bdi>{settledByName}</bdi> <Moment at={settledAt} />
            </>
          )}
        </p>
        {state === "attention" && (
          <Alert tone="warn" title={problem ?? "Somebody has to decide."}>
            Correct it and run it again, or put it away. Until then nothing of it is done.
          </Alert>
        )}
        {state === "processed" && (
          <p>
            {didInWords(did)}.{" "}
            {clientName && (
              <Link href={`/clients/${clientId}`} className="link target inline-flex items-center">
                <bdi>{clientName}</bdi>
              </Link>
            )}
          </p>
        )}
        {state === "dismissed" && <p>Put away: {problem}</p>}
        {state === "attention" ? (
          <CorrectEvent
            id={id}
            parts={parts}
            problems={event.fieldProblems ?? []}
            plans={(await read(listPlans, {})).map(({ code, name }) => ({ code, name }))}
            actions={{
              settle: settleInboundAction,
              dismiss: dismissInboundAction,
              suggest: suggestClientsAction,
            }}
          />
        ) : (
          <Said parts={parts} />
        )}
      </div>
    </>
  )
}

/** What the event said; nothing once it was redacted. */
function Said({ parts }: { parts: ReturnType<typeof partsOf> }) {
  return parts.map(({ part, title, fields }) => (
    <Card key={part}>
      <CardHeader title={title} />
      <CardContent>
        <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
          {fields.map(({ name, label, value }) => (
            <div key={name}>
              <dt className="text-muted-foreground text-sm">{label}</dt>
              <dd className="[overflow-wrap:anywhere]">
                <bdi>{value || "—"}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </CardContent>
    </Card>
  ))
}
