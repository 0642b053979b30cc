import { CircleCheck, CircleMinus, CircleOff, TriangleAlert } from "lucide-react"
import Link from "next/link"
import { Pill } from "@/components/ui/pill"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { listed } from "@/lib/core/format"
import type { Target } from "@/lib/webhooks/list-deliveries"
import { nameOfOutgoing } from "@/lib/webhooks/told"
import { offReasons } from "@/lib/webhooks/words"
import { hrefOf } from "../../../href"
import { Moment } from "../../../moment"
import {
  removeTargetAction,
  repeatPeriodAction,
  rotateSecretAction,
  sendTestAction,
  switchTargetAction,
  updateTargetAction,
} from "../actions"
import type { TypeName } from "./target-fields"
import { TargetMenu } from "./target-menu"

const actions = {
  remove: removeTargetAction,
  repeat: repeatPeriodAction,
  rotate: rotateSecretAction,
  test: sendTestAction,
  switchOn: switchTargetAction,
  update: updateTargetAction,
}

const origins = {
  page: null,
  setting: "Set by ZAPIER_CATCH_HOOK_URL",
  subscription: "Added by a program",
}

export function TargetTable({ targets, types }: { targets: Target[]; types: TypeName[] }) {
  return (
    <Table label="Webhook targets" cards>
      <TableColumns names={["Name", "Events", "Health", "Waiting", "Given up"]} actions />
      <TableBody>
        {targets.map((target) => (
          <TableRow key={target.id}>
            <TableCell className="[overflow-wrap:anywhere]">
              <span className="font-medium">
                <bdi>{target.name}</bdi>
              </span>
              <span className="block text-muted-foreground text-sm" title={target.url}>
                {new URL(target.url).host}
                {origins[target.source] && ` · ${origins[target.source]}`}
              </span>
            </TableCell>
            <TableCell>{target.types ? listed(target.types.map(nameOfOutgoing)) : "All events"}</TableCell>
            <TableCell>
              <Health {...target} />
            </TableCell>
            <TableCell>
              <Count of={target.waiting} state="waiting" target={target} name="waiting" />
            </TableCell>
            <TableCell>
              <Count of={target.dead} state="dead" target={target} name="given up" />
            </TableCell>
            <TableCell className="md:text-right">
              <TargetMenu
                target={{
                  id: target.id,
                  name: target.name,
                  url: target.url,
                  types: target.types,
                  on: target.switchedOffAt === null,
                  own: target.source !== "setting",
                }}
                types={types}
                actions={actions}
              />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Health({ offBecause, failingSince, lastSuccessAt }: Target) {
  if (!offBecause && !failingSince && !lastSuccessAt)
    return (
      <Pill icon={CircleMinus} tone="neutral">
        Nothing sent yet
      </Pill>
    )
  return (
    <span className="grid justify-items-start gap-1">
      <HealthPill offBecause={offBecause} failing={failingSince !== null} />
      {!offBecause && failingSince && <When name="since" at={failingSince} />}
      {lastSuccessAt && <When name="last arrived" at={lastSuccessAt} />}
    </span>
  )
}

function HealthPill({ offBecause, failing }: { offBecause: Target["offBecause"]; failing: boolean }) {
  if (offBecause)
    return (
      <Pill icon={CircleOff} tone="danger" title={`Off: ${offReasons[offBecause]}`}>
        Off: {offReasons[offBecause]}
      </Pill>
    )
  if (failing)
    return (
      <Pill icon={TriangleAlert} tone="warning">
        Failing
      </Pill>
    )
  return (
    <Pill icon={CircleCheck} tone="success">
      Works
    </Pill>
  )
}

const When = ({ name, at }: { name: string; at: Date }) => (
  <span className="text-muted-foreground text-sm">
    {name} <Moment at={at} />
  </span>
)

type CountProps = { of: number; state: "waiting" | "dead"; target: Target; name: string }

function Count({ of, state, target, name }: CountProps) {
  const label = <span className="md:sr-only"> {name}</span>
  if (of === 0) return <span className="text-muted-foreground">0{label}</span>
  return (
    <Link
      href={hrefOf("/admin/webhooks/sent", { state, target: target.id })}
      className="link target tabular inline-flex items-center gap-1"
    >
      {of.toLocaleString("en-US")}
      {label}
    </Link>
  )
}
