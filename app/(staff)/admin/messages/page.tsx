import Link from "next/link"
import { Alert } from "@/components/ui/alert"
import { Card } from "@/components/ui/card"
import { OnPhone, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { listed } from "@/lib/core/format"
import { timesOf } from "@/lib/messages/hours"
import { messageOccasions } from "@/lib/messages/preview"
import { getsIt } from "@/lib/messages/words"
import { whenInWords } from "@/lib/schedule/words"
import type { Occasion } from "@/lib/settings/schema"
import { occasionLabels } from "@/lib/settings/words"
import { read } from "@/lib/web/read"
import { Moment } from "../../moment"
import { PageHeader } from "../../page-header"
import { OnPill } from "./on-pill"
import { Views } from "./views"

export const metadata = { title: "Messages" }

export default async function MessagesPage() {
  const occasions = await read(messageOccasions, {})
  return (
    <>
      <PageHeader title="Messages" />
      <Views current="Occasions" />
      <p className="mb-4 max-w-prose text-muted-foreground">
        Text messages to clients who agreed to get them, each once, from 8:00 AM to 9:00 PM. The words are
        under{" "}
        <Link href="/admin/settings" className="link">
          Settings
        </Link>
        .
      </p>
      <Unheard occasions={occasions} />
      <Card>
        <Table label="Occasions of messages" cards>
          <TableColumns names={["Message", "Who gets it", "State", "Next"]} actions />
          <TableBody>
            {occasions.map(({ occasion, on, nextRunAt }) => (
              <TableRow key={occasion}>
                <TableCell className="font-medium">{occasionLabels[occasion]}</TableCell>
                <TableCell>{getsIt[occasion]}</TableCell>
                <TableCell>
                  <OnPill on={on} />
                </TableCell>
                <TableCell>{on ? <Next occasion={occasion} at={nextRunAt} /> : "—"}</TableCell>
                <TableCell className="md:text-right">
                  <Link
                    href={`/admin/messages/${occasion}`}
                    className="link target inline-flex items-center"
                    aria-label={`Preview: ${occasionLabels[occasion]}`}
                  >
                    Preview
                  </Link>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
    </>
  )
}

/** Says so when messages that are switched on would reach nobody. */
function Unheard({ occasions }: { occasions: { occasion: Occasion; on: boolean; heard: boolean }[] }) {
  const unheard = occasions.filter(({ on, heard }) => on && !heard)
  if (unheard.length === 0) return null
  const names = listed(unheard.map(({ occasion }) => occasionLabels[occasion]))
  return (
    <Alert tone="warn" className="mb-4" title={`No webhook target sends these on: ${names}.`}>
      They wait until there is one, or until it is too late for them.{" "}
      <Link href="/admin/webhooks/targets" className="link">
        Look at the targets
      </Link>
    </Alert>
  )
}

function Next({ occasion, at }: { occasion: Occasion; at: Date | null }) {
  const when = timesOf(occasion)
  if (!at || !when) return "At once"
  return (
    <>
      <OnPhone>Next: </OnPhone>
      <Moment at={at} withTime />
      <span className="block text-muted-foreground text-sm">{whenInWords(when)}</span>
    </>
  )
}
