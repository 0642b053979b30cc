import { Send } from "lucide-react"
import { Alert } from "@/components/ui/alert"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { env } from "@/lib/env"
import { webhookSettings } from "@/lib/env-parts"
import { outgoingTypes } from "@/lib/events"
import { read } from "@/lib/web/read"
import { listTargets } from "@/lib/webhooks/list-deliveries"
import { outgoingNames } from "@/lib/webhooks/told"
import { PageHeader } from "../../../page-header"
import { addTargetAction } from "../actions"
import { Views } from "../views"
import { AddTarget } from "./add-target"
import { TargetTable } from "./target-table"

export const metadata = { title: "Webhook targets" }

export default async function TargetsPage() {
  const targets = await read(listTargets, {})
  const types = outgoingTypes.map((type) => ({ type, name: outgoingNames[type] }))
  const add = <AddTarget types={types} add={addTargetAction} />
  return (
    <>
      <PageHeader title="Webhook targets" aside={targets.length.toLocaleString("en-US")} actions={add} />
      <Views current="Targets" />
      {webhookSettings(env()).mode === "dev_log" && (
        <Alert tone="warn" className="mb-4" title="Nothing is sent: ZAPIER_MODE is dev_log.">
          What would be sent is written to the log, without whom it is about.
        </Alert>
      )}
      {targets.length === 0 ? (
        <EmptyState icon={Send} title="No targets yet" actions={add}>
          A target is an address of another program, such as a Catch Hook of Zapier. It is told of new
          clients, memberships and check-ins, signed with a secret of its own.
        </EmptyState>
      ) : (
        <Card>
          <TargetTable targets={targets} types={types} />
        </Card>
      )}
    </>
  )
}
