import { CreditCard } from "lucide-react"
import type { ReactNode } from "react"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { formatDate } from "@/lib/core/format"
import type { Membership } from "@/lib/memberships/records"

export function MembershipsCard({ memberships, actions }: { memberships: Membership[]; actions: ReactNode }) {
  return (
    <Card>
      <CardHeader title="Memberships" actions={actions} />
      <CardContent>
        {memberships.length === 0 ? (
          <EmptyState icon={CreditCard} as="h3" title="No membership" className="py-4">
            Without one, the POS dates count as coverage.
          </EmptyState>
        ) : (
          <ul className="grid gap-2 text-sm">
            {memberships.map(({ id, plan, startsOn, endsOn, cancelledAt }) => (
              <li key={id} className="flex flex-wrap justify-between gap-x-4">
                <span className="font-medium">{plan.name}</span>
                <span className="tabular text-muted-foreground">
                  {formatDate(startsOn)} to {formatDate(endsOn)}
                  {cancelledAt && " · cancelled"}
                </span>
              </li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  )
}
