import { Users } from "lucide-react"
import { RankedBars } from "@/components/charts/ranked-bars"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { Segmented } from "@/components/ui/segmented"
import { count } from "@/lib/core/format"
import { clientsBy } from "@/lib/reports/clients-by"
import { type Grouping, groupings } from "@/lib/reports/schema"
import { read } from "@/lib/web/read"
import { type Choice, hrefOf } from "./address"

const missing: Record<Grouping, string> = {
  language: "No language noted",
  coordinator: "No service coordinator",
  plan: "No membership",
}

const counted = { today: "Covered today", all: "All clients" } as const

export async function ClientsReport({ choice }: { choice: Choice }) {
  const { by, covered } = choice
  const groups = await read(clientsBy, { by, covered })
  const all = groups.reduce((sum, { clients }) => sum + clients, 0)
  return (
    <div className="grid grid-cols-1 gap-4">
      <div data-print="hide" className="flex flex-wrap gap-3">
        <Segmented
          label="Grouped by"
          items={Object.entries(groupings).map(([name, label]) => ({
            label,
            href: hrefOf(choice, { by: name }),
            current: name === by,
          }))}
        />
        <Segmented
          label="Clients counted"
          items={Object.entries(counted).map(([name, label]) => ({
            label,
            href: hrefOf(choice, { covered: name }),
            current: name === covered,
          }))}
        />
      </div>
      {all === 0 ? (
        <EmptyState icon={Users} title="No clients to count">
          {covered === "today" ? "Nobody is covered today." : "There are no clients yet."}
        </EmptyState>
      ) : (
        <Card>
          <CardHeader
            title={`Clients by ${groupings[by].toLowerCase()}`}
            description={`${count(all, "client")}, ${covered === "today" ? "covered today" : "covered or not"}`}
          />
          <CardContent className="px-0 pb-0 sm:px-0">
            <RankedBars
              label={`Clients by ${groupings[by].toLowerCase()}`}
              groupedBy={groupings[by]}
              counted="Clients"
              groups={groups.map(({ name, clients }) => ({
                name: name ?? missing[by],
                number: clients,
                missing: name === null,
              }))}
            />
          </CardContent>
        </Card>
      )}
    </div>
  )
}
