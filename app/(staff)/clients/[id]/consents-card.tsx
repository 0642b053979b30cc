"use client"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { Question } from "@/components/ui/question"
import { consentKinds, consentWayNames } from "@/lib/clients/names"
import { dateIn } from "@/lib/core/clock"
import { formatDate } from "@/lib/core/format"
import { formatExactly } from "@/lib/core/format-moment"
import type { Outcome } from "@/lib/core/outcome"
import { ConsentDialog, type Grant } from "./consent-dialog"

type Kind = keyof typeof consentKinds
type Consent = {
  id: string
  kind: Kind
  givenBy: string | null
  how: keyof typeof consentWayNames | null
  grantedAt: Date
  revokedAt: Date | null
}
type Change = (input: { clientId: string; kind: Kind }) => Promise<Outcome<unknown>>

type ConsentsCardProps = {
  clientId: string
  consents: Consent[]
  timeZone: string
  actions: { grant: Grant; revoke: Change } | null
  /** Who may have given it: the client, then the guardian where there is one. */
  people: string[]
  today: string
}

/** What the client agreed to, who said so and since when. */
export function ConsentsCard({ clientId, consents, timeZone, actions, people, today }: ConsentsCardProps) {
  return (
    <Card>
      <CardHeader title="Consents" />
      <CardContent>
        <ul className="grid gap-2 text-sm">
          {(Object.keys(consentKinds) as Kind[]).map((kind) => {
            const latest = consents.find((consent) => consent.kind === kind)
            const given = latest !== undefined && !latest.revokedAt
            return (
              <li key={kind} className="flex items-center gap-3">
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{consentKinds[kind]}</span>
                  <span className="text-muted-foreground">{inWords(latest, timeZone)}</span>
                </span>
                {actions &&
                  (given ? (
                    <WithdrawButton withdraw={actions.revoke} input={{ clientId, kind }} />
                  ) : (
                    <ConsentDialog
                      clientId={clientId}
                      kind={kind}
                      people={people}
                      today={today}
                      grant={actions.grant}
                    />
                  ))}
              </li>
            )
          })}
        </ul>
      </CardContent>
    </Card>
  )
}

function inWords(consent: Consent | undefined, timeZone: string): string {
  if (!consent) return "Not given"
  if (consent.revokedAt) return `Withdrawn ${formatExactly(consent.revokedAt, timeZone)}`
  const day = formatDate(dateIn(consent.grantedAt, timeZone))
  const by = consent.givenBy && `by ${consent.givenBy}`
  return [`Given ${day}`, by, consent.how && consentWayNames[consent.how].toLowerCase()]
    .filter(Boolean)
    .join(", ")
}

type WithdrawButtonProps = { withdraw: Change; input: Parameters<Change>[0] }

function WithdrawButton({ withdraw, input }: WithdrawButtonProps) {
  const { pending, run } = useAction()
  const name = consentKinds[input.kind].toLowerCase()
  return (
    <Question
      title={`Withdraw the consent to ${name}?`}
      text="That it was given stays in the history. From now on it does not count."
      label="Withdraw"
      act={() => run(() => withdraw(input))}
      trigger={
        <Button variant="outline" size="sm" loading={pending}>
          Withdraw<span className="sr-only"> consent: {consentKinds[input.kind]}</span>
        </Button>
      }
    />
  )
}
