import { CircleCheck, CircleMinus, CreditCard } from "lucide-react"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { Pill } from "@/components/ui/pill"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { count } from "@/lib/core/format"
import { listAllPlans } from "@/lib/memberships/plans"
import { lengthInWords } from "@/lib/memberships/words"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { PageHeader } from "../../page-header"
import { createPlanAction, updatePlanAction } from "./actions"
import { AddPlan } from "./add-plan"
import { PlanButtons } from "./plan-buttons"

export const metadata = { title: "Plans" }

export default async function PlansPage() {
  await requireUser("/admin/plans")
  const plans = await read(listAllPlans, {})
  return (
    <>
      <PageHeader title="Plans" aside={plans.length} actions={<AddPlan create={createPlanAction} />} />
      <Card>
        {plans.length === 0 ? (
          <EmptyState icon={CreditCard} title="No plan yet">
            A plan is what a membership is given from: a name such as “Unlimited”, and how long it usually
            lasts.
          </EmptyState>
        ) : (
          <Table label="Plans" cards>
            <TableColumns names={["Name", "Code", "Lasts", "State", "In use"]} actions />
            <TableBody>
              {plans.map((plan) => (
                <TableRow key={plan.id}>
                  <TableCell className="font-medium [overflow-wrap:anywhere]">{plan.name}</TableCell>
                  <TableCell className="text-muted-foreground [overflow-wrap:anywhere]">
                    {plan.code}
                  </TableCell>
                  <TableCell className="tabular whitespace-nowrap">{lengthInWords(plan)}</TableCell>
                  <TableCell>
                    {plan.retiredAt ? (
                      <Pill icon={CircleMinus}>Retired</Pill>
                    ) : (
                      <Pill icon={CircleCheck} tone="success">
                        Active
                      </Pill>
                    )}
                  </TableCell>
                  <TableCell className="tabular whitespace-nowrap">
                    {count(plan.heldToday, "membership")} today
                  </TableCell>
                  <TableCell>
                    <PlanButtons plan={plan} update={updatePlanAction} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
      <p className="mt-4 max-w-prose text-muted-foreground text-sm">
        Retire a plan that is no longer given: memberships of it stay as they are, and it can be brought back.
      </p>
    </>
  )
}
