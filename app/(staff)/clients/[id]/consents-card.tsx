"use client"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { consentKinds } from "@/lib/clients/names"
import { formatExactly } from "@/lib/core/format-moment"
import type { Outcome } from "@/lib/core/outcome"

type Kind = keyof typeof consentKinds
type Consent = { id: string; kind: Kind; grantedAt: Date; revokedAt: Date | null }
type Change = (input: { clientId: string; kind: Kind }) => Promise<Outcome<unknown>>

type ConsentsCardProps = {
  clientId: string
  consents: Consent[]
  timeZone: string
  actions: { grant: Change; revoke: Change } | null
}

/** What the client agreed to, since when; one click gives or ends a consent. */
export function ConsentsCard({ clientId, consents, timeZone, actions }: ConsentsCardProps) {
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
                {actions && (
                  <ChangeButton
                    change={given ? actions.revoke : actions.grant}
                    input={{ clientId, kind }}
                    label={given ? "End" : "Record"}
                  />
                )}
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
  if (consent.revokedAt) return `Ended ${formatExactly(consent.revokedAt, timeZone)}`
  return `Given ${formatExactly(consent.grantedAt, timeZone)}`
}

function ChangeButton({
  change,
  input,
  label,
}: {
  change: Change
  input: Parameters<Change>[0]
  label: string
}) {
  const { pending, run } = useAction()
  return (
    <Button variant="outline" size="sm" loading={pending} onClick={() => run(() => change(input))}>
      {label}
      <span className="sr-only"> consent: {consentKinds[input.kind]}</span>
    </Button>
  )
}
