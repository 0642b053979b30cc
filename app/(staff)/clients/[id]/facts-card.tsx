import type { ReactNode } from "react"
import { Badge } from "@/components/ui/badge"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { faultOf } from "@/lib/clients/data-quality"
import type { Client } from "@/lib/clients/records"
import { dateIn } from "@/lib/core/clock"
import { formatDate } from "@/lib/core/format"
import { formatPhone } from "@/lib/core/format-phone"
import { env } from "@/lib/env"

type FactsCardProps = { client: Client; actions: ReactNode; pos: ReactNode; tags: ReactNode }

/** Everything known about the client; what is empty is an em dash. */
export function FactsCard({ client, actions, pos, tags }: FactsCardProps) {
  const date = (day: string | null) => day && formatDate(day)
  const doubt = (field: DoubtedField) => doubtOf(field, client[field])
  return (
    <Card>
      <CardHeader title="Information" actions={actions} />
      <CardContent>
        <dl className="grid items-baseline grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-4 gap-y-2 text-sm">
          <Fact name="Phone">
            {client.phone && (
              <a className="link" href={`tel:${client.phone}`}>
                {formatPhone(client.phone)}
              </a>
            )}
            {doubt("phone")}
          </Fact>
          <Fact name="E-mail">
            {client.email && (
              <a className="link" href={`mailto:${client.email}`}>
                {client.email}
              </a>
            )}
            {doubt("email")}
          </Fact>
          <Fact name="Date of birth">
            {date(client.dateOfBirth)}
            {doubt("dateOfBirth")}
          </Fact>
          <Fact name="Parent or guardian">{client.parentGuardianName}</Fact>
          <Fact name="UCI number">
            {client.uciNumber}
            {doubt("uciNumber")}
          </Fact>
          <Fact name="Service coordinator">{client.serviceCoordinator}</Fact>
          <Fact name="POS dates">
            {(posDates(client) || pos) && (
              <span className="flex flex-wrap items-center gap-x-2">
                <span>{posDates(client) ?? "—"}</span>
                {pos}
              </span>
            )}
          </Fact>
          <Fact name="Language">{client.language}</Fact>
          <Fact name="Member since">{formatDate(dateIn(client.createdAt, env().CENTER_TIME_ZONE))}</Fact>
          <Fact name="Tags">
            {(client.tags.length > 0 || tags) && (
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                {client.tags.map((tag) => (
                  <Badge key={tag} variant="outline">
                    {tag}
                  </Badge>
                ))}
                {tags}
              </span>
            )}
          </Fact>
        </dl>
        <h3 className="mt-4 font-medium text-sm">Notes</h3>
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          {client.notes ?? <span className="text-muted-foreground">—</span>}
        </p>
      </CardContent>
    </Card>
  )
}

type DoubtedField = Parameters<typeof faultOf>[0]

const doubts = {
  numbers: "Usually 7 digits",
  birthdays: "Cannot be right",
  placeholders: "Placeholder",
}

/** A mark beside a value that is likely wrong. */
function doubtOf(field: DoubtedField, value: string | null) {
  const fault = value && faultOf(field, value, dateIn(new Date(), env().CENTER_TIME_ZONE))
  return fault ? (
    <Badge variant="outline" className="ml-2">
      {doubts[fault]}
    </Badge>
  ) : null
}

function posDates({ posStartDate, posEndDate }: Client): string | null {
  if (!posStartDate && !posEndDate) return null
  return [posStartDate, posEndDate].map((day) => (day ? formatDate(day) : "—")).join(" to ")
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const empty = [children].flat().every((part) => !part)
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{empty ? "—" : children}</dd>
    </>
  )
}
