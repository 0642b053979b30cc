import Link from "next/link"
import { Card } from "@/components/ui/card"
import { OnPhone, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { MessagePreview } from "@/lib/messages/preview"
import { recipientNames } from "@/lib/messages/words"
import { languages } from "@/lib/settings/schema"

/** Whom a message would reach now, with the words they would read. */
export function PreviewTable({ rows }: { rows: MessagePreview["rows"] }) {
  return (
    <Card>
      <Table label="Who would get it now" cards>
        <TableColumns names={["Client", "To", "Language", "Text"]} />
        <TableBody>
          {rows.map(({ clientId, firstName, lastName, recipient, language, text }) => (
            <TableRow key={clientId}>
              <TableCell className="[overflow-wrap:anywhere]">
                <Link
                  href={`/clients/${clientId}`}
                  prefetch={false}
                  className="link target inline-flex items-center"
                >
                  <bdi>
                    {firstName} {lastName}
                  </bdi>
                </Link>
              </TableCell>
              <TableCell>
                <OnPhone>To: </OnPhone>
                {recipientNames[recipient]}
              </TableCell>
              <TableCell>{languages[language]}</TableCell>
              <TableCell lang={language} className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                {text}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
