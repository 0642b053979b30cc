import { CircleCheck, CircleMinus, CircleOff, TriangleAlert } from "lucide-react"
import Link from "next/link"
import { Pill } from "@/components/ui/pill"
import { MenuCell, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { Target } from "@/lib/webhooks/list-deliveries"
import { eventsInWords } from "@/lib/webhooks/told"
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
              <span className="block font-medium max-md:pr-12">
                <bdi>{target.name}</bdi>
              </span>
              <span className="block text-muted-foreground text-sm" title={target.url}>
                {new URL(target.url).host}
                {origins[target.source] && ` · ${origins[target.source]}`}
              </span>
            </TableCell>
            <TableCell>{eventsInWords(target.types)}</TableCell>
            <TableCell>
              <Health {...target} />
            </TableCell>
            <TableCell>
              <Count of={target.waiting} state="waiting" target={target} name="waiting" />
            </TableCell>
            <TableCell>
              <Count of={target.dead} state="dead" target={target} name="given up" />
            </TableCell>
            <MenuCell>
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
            </MenuCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Health(target: Target) {
  const { words, ...look } = healthOf(target)
  const { offBecause, failingSince, lastSuccessAt } = target
  return (
    <span className="grid justify-items-start gap-1">
      <Pill {...look} title={words}>
        {words}
      </Pill>
      {!offBecause && failingSince && <When name="since" at={failingSince} />}
      {lastSuccessAt && <When name="last arrived" at={lastSuccessAt} />}
    </span>
  )
}

function healthOf({ offBecause, failingSince, lastSuccessAt }: Target) {
  if (offBecause) return { icon: CircleOff, tone: "danger", words: `Off: ${offReasons[offBecause]}` } as const
  if (failingSince) return { icon: TriangleAlert, tone: "warning", words: "Failing" } as const
  if (lastSuccessAt) return { icon: CircleCheck, tone: "success", words: "Works" } as const
  return { icon: CircleMinus, tone: "neutral", words: "Nothing sent yet" } as const
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
