"use client"
import { LogIn, Sofa } from "lucide-react"
import Link from "next/link"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { count } from "@/lib/core/format"
import type { LiveDesk } from "@/lib/reports/live-desk"
import { useLiveDesk } from "./live"

/** Who is here now, by itself as it changes. */
export function HereCard() {
  const { data, connection } = useLiveDesk()
  const number = count(data.hereNow, "client")
  const spoken = { live: `${number} here now`, away: "Not connected", ended: "Your session has ended" }
  return (
    <Card>
      <CardHeader title="Who is here" description={<Line />} />
      <p role="status" className="sr-only">
        {spoken[connection]}
      </p>
      <CardContent className="min-h-48">
        {connection === "ended" ? <SessionEnded /> : <Visitors here={data.here} />}
      </CardContent>
    </Card>
  )
}

function Line() {
  const { data, connection } = useLiveDesk()
  if (connection === "ended") return <>Your session has ended.</>
  if (connection === "away") return <>Not connected. Last updated {data.asOf}.</>
  return (
    <>
      <Link href="/check-ins/here" prefetch={false} className="link tabular">
        {count(data.hereNow, "client")}
      </Link>{" "}
      at {data.asOf}
    </>
  )
}

function SessionEnded() {
  return (
    <EmptyState
      icon={LogIn}
      as="h3"
      title="Your session has ended"
      className="py-6"
      actions={
        <a href="/login" className="link target inline-flex items-center">
          Sign in
        </a>
      }
    >
      Sign in again to see who is here.
    </EmptyState>
  )
}

function Visitors({ here }: Pick<LiveDesk, "here">) {
  if (here.length === 0)
    return (
      <EmptyState icon={Sofa} as="h3" title="Nobody yet" className="py-6">
        Clients who check in today appear here until they check out.
      </EmptyState>
    )
  return (
    <ul className="grid grid-cols-1 gap-x-6 sm:grid-cols-2">
      {here.map((visit) => (
        <li key={visit.id} className="flex items-center gap-3 border-b py-1">
          <Name {...visit} />
          <span className="tabular ml-auto whitespace-nowrap text-muted-foreground text-sm">
            {[visit.station, visit.since].filter(Boolean).join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Nothing is fetched ahead: what a page asks for by itself would count as somebody working. */
function Name({ clientId, name, deleted }: LiveDesk["here"][number]) {
  if (deleted) return <span className="target flex items-center text-muted-foreground">{name}</span>
  return (
    <Link href={`/clients/${clientId}`} prefetch={false} className="link target flex min-w-0 items-center">
      <bdi className="truncate">{name}</bdi>
    </Link>
  )
}
