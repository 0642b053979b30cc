import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { Time } from "@/components/ui/time"
import { fieldNames } from "@/lib/clients/schema"
import type { ChangeSet } from "@/lib/core/changes"
import { formatDate, formatExactly, formatMoment } from "@/lib/core/format"
import { env } from "@/lib/env"

type Happened = {
  id: string
  type: string
  actorName: string
  data: Record<string, unknown>
  occurredAt: Date
}

/** Who did what and when, in words; old and new value of each changed field. */
export function HistoryCard({ events }: { events: Happened[] }) {
  const zone = env().CENTER_TIME_ZONE
  const now = new Date()
  return (
    <Card>
      <CardHeader title="History" />
      <CardContent>
        <ol className="grid gap-3 text-sm">
          {events.map(({ id, type, actorName, data, occurredAt }) => (
            <li key={id}>
              <p>
                <bdi className="font-medium">{actorName}</bdi> {inWords(type, data)} ·{" "}
                <Time
                  className="text-muted-foreground"
                  dateTime={occurredAt.toISOString()}
                  exact={formatExactly(occurredAt, zone)}
                >
                  {formatMoment(occurredAt, now, zone)}
                </Time>
              </p>
              {type === "client.updated" && <Changes fields={data.fields as ChangeSet | undefined} />}
            </li>
          ))}
        </ol>
      </CardContent>
    </Card>
  )
}

const phrases: Record<string, string> = {
  "client.created": "added the client",
  "client.migrated": "moved the client here from the old system",
  "client.updated": "changed the client",
  "client.deleted": "deleted the client",
  "client.restored": "restored the client",
  "client.tagged": "changed the tags",
  "consent.granted": "recorded a consent",
  "consent.revoked": "ended a consent",
  "contact_method.added": "added a contact",
  "contact_method.removed": "removed a contact",
  "note.created": "wrote a note",
  "renewal.followed_up": "noted what was done about the renewal",
  "check_in.created": "checked the client in",
  "check_in.ended": "checked the client out",
  "check_in.undone": "undid a check-in",
  "check_in.voided": "voided a check-in",
}

function inWords(type: string, data: Record<string, unknown>): string {
  if (type === "membership.created" && typeof data.startsOn === "string" && typeof data.endsOn === "string")
    return `added a membership from ${formatDate(data.startsOn)} to ${formatDate(data.endsOn)}`
  return phrases[type] ?? type
}

function Changes({ fields = {} }: { fields?: ChangeSet }) {
  return (
    <ul className="text-muted-foreground [overflow-wrap:anywhere]">
      {Object.entries(fields).map(([field, { from, to }]) => (
        <li key={field}>
          {fieldNames[field as keyof typeof fieldNames] ?? field}: {shown(from)} → {shown(to)}
        </li>
      ))}
    </ul>
  )
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "empty"
  const text = String(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDate(text)
  return text.length > 120 ? `“${text.slice(0, 120)}…”` : `“${text}”`
}
