import Link from "next/link"
import { Card } from "@/components/ui/card"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { Message } from "@/lib/messages/list"
import { occasionLabels } from "@/lib/settings/words"
import { Moment } from "../../../moment"
import { MessagePill } from "../message-pill"
import { MessageText } from "../message-text"

/** Messages with whom they are for, and what became of each. */
export function MessageTable({ rows }: { rows: Message[] }) {
  return (
    <Card>
      <Table label="Messages" cards>
        <TableColumns names={["When", "Client", "Message", "State", "Text"]} />
        <TableBody>
          {rows.map((message) => (
            <TableRow key={message.id}>
              <TableCell className="whitespace-nowrap">
                <Moment at={message.finishedAt ?? message.plannedAt} withTime />
              </TableCell>
              <TableCell className="[overflow-wrap:anywhere]">
                <Whom {...message} />
              </TableCell>
              <TableCell>{occasionLabels[message.occasion]}</TableCell>
              <TableCell>
                <MessagePill state={message.state} />
              </TableCell>
              <TableCell className="md:min-w-72">
                <MessageText {...message} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

function Whom({ clientId, firstName, lastName, deletedAt }: Message) {
  if (deletedAt) return "Deleted client"
  return (
    <Link href={`/clients/${clientId}`} prefetch={false} className="link target inline-flex items-center">
      <bdi>
        {firstName} {lastName}
      </bdi>
    </Link>
  )
}
