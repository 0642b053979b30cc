import { CreditCard } from "lucide-react"
import type { ReactNode } from "react"
import type { MembershipActions, OfferedPlan } from "@/components/memberships/membership-actions"
import { MembershipButtons } from "@/components/memberships/membership-buttons"
import { StandingPill } from "@/components/memberships/standing-pill"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import type { Membership } from "@/lib/memberships/records"
import { standingOn } from "@/lib/memberships/status"
import { stateInWords, termInWords } from "@/lib/memberships/words"

type Managing = { plans: OfferedPlan[]; actions: MembershipActions }

type MembershipsCardProps = {
  memberships: Membership[]
  today: string
  /** What admins can do; null for those who only look. */
  managing: Managing | null
  add: ReactNode
}

/** So many are shown at least; older ones that are over can be opened. */
const SHOWN = 3

export function MembershipsCard({ memberships, today, managing, add }: MembershipsCardProps) {
  const isOver = (one: Membership) => ["ended", "cancelled"].includes(standingOn(one, today))
  const earlier = memberships.slice(SHOWN).filter(isOver)
  const shown = memberships.filter((one) => !earlier.includes(one))
  const continued = new Set(memberships.filter((one) => !one.cancelledAt).map((one) => one.renewalOf))
  const row = (membership: Membership) => (
    <MembershipRow
      key={membership.id}
      membership={membership}
      today={today}
      renewed={continued.has(membership.id)}
      managing={managing}
    />
  )
  return (
    <Card>
      <CardHeader title="Memberships" actions={add} />
      <CardContent>
        {memberships.length === 0 ? (
          <EmptyState icon={CreditCard} as="h3" title="No membership" className="py-4">
            Without one, the POS dates count as coverage.
          </EmptyState>
        ) : (
          <ul className="grid divide-y text-sm">{shown.map(row)}</ul>
        )}
        {earlier.length > 0 && (
          <details className="mt-3 border-t pt-2 text-sm">
            <summary className="link target inline-flex cursor-pointer items-center">
              Earlier memberships ({earlier.length})
            </summary>
            <ul className="grid divide-y">{earlier.map(row)}</ul>
          </details>
        )}
      </CardContent>
    </Card>
  )
}

type MembershipRowProps = {
  membership: Membership
  today: string
  renewed: boolean
  managing: Managing | null
}

function MembershipRow({ membership, today, renewed, managing }: MembershipRowProps) {
  return (
    <li className="grid gap-1 py-3 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{membership.plan.name}</span>
        <StandingPill standing={standingOn(membership, today)} />
      </p>
      <p className="tabular">{termInWords(membership)}</p>
      <p className="text-muted-foreground [overflow-wrap:anywhere]">
        {stateInWords(membership, today)}
        {renewed && " · Renewed"}
      </p>
      {managing && (
        <div className="mt-1">
          <MembershipButtons membership={membership} today={today} renewed={renewed} {...managing} />
        </div>
      )}
    </li>
  )
}
