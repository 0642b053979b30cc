import { ChevronRight } from "lucide-react"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { read } from "@/lib/web/read"
import { getDelivery } from "@/lib/webhooks/list-deliveries"
import { cameBack, nameOfOutgoing } from "@/lib/webhooks/told"
import { Moment } from "../../../../moment"
import { PageHeader } from "../../../../page-header"
import { repeatDeliveryAction } from "../../actions"
import { DeliveryPill } from "../delivery-pill"
import { RepeatDelivery } from "./repeat-delivery"

export const metadata = { title: "Delivery" }

export default async function DeliveryPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const delivery = await read(getDelivery, { id })
  const { type, state, targetName, url, removed, body, tries, nextTryAt, createdAt, all } = delivery
  const again = state !== "waiting" && body !== null && !removed
  return (
    <>
      <PageHeader
        title={nameOfOutgoing(type)}
        aside={<DeliveryPill state={state} />}
        actions={again && <RepeatDelivery id={id} repeat={repeatDeliveryAction} />}
      />
      <div className="grid max-w-3xl gap-6">
        <p className="text-muted-foreground [overflow-wrap:anywhere]">
          To <bdi>{targetName}</bdi> ({new URL(url).host}), since <Moment at={createdAt} />.
          {state === "waiting" && tries > 0 && (
            <>
              {" "}
              Next try: <Moment at={nextTryAt} withTime />.
            </>
          )}
          {removed && " The target was removed."}
        </p>
        <Card>
          <CardHeader title="What is sent" />
          <CardContent>
            {body === null ? (
              <p className="text-muted-foreground">What it said is forgotten after 30 days.</p>
            ) : (
              <Text>{JSON.stringify(JSON.parse(body), null, 2)}</Text>
            )}
          </CardContent>
        </Card>
        <Card>
          <CardHeader title="Tries" />
          <CardContent>
            {all.length === 0 ? (
              <p className="text-muted-foreground">None yet.</p>
            ) : (
              <ol className="[&>li:last-child]:border-b-0 [&>li]:border-b">
                {all.map(({ id, triedAt, status, fault, answer, tookMs }) => (
                  <li key={id} className="grid gap-2 py-3">
                    <p>
                      {cameBack({ status, fault })}
                      <span className="block text-muted-foreground text-sm">
                        <Moment at={triedAt} />, {tookMs.toLocaleString("en-US")} ms
                      </span>
                    </p>
                    {answer && <Answer>{answer}</Answer>}
                  </li>
                ))}
              </ol>
            )}
          </CardContent>
        </Card>
      </div>
    </>
  )
}

/** Broken wherever it must be: nothing is to be scrolled for. */
const Text = ({ children }: { children: string }) => (
  <pre className="whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">{children}</pre>
)

/** An answer can be a whole page of somebody's server, so it opens only when it is asked for. */
const Answer = ({ children }: { children: string }) => (
  <details className="group">
    <summary className="target inline-flex list-none items-center gap-1 rounded-md text-muted-foreground text-sm hover:text-foreground [&::-webkit-details-marker]:hidden">
      <ChevronRight aria-hidden className="size-4 group-open:rotate-90" />
      What it answered
    </summary>
    <Text>{children}</Text>
  </details>
)
