import { Trash2 } from "lucide-react"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { ActionsCell, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { listDeletedClients } from "@/lib/clients/list-deleted"
import { read } from "@/lib/web/read"
import { Moment } from "../../moment"
import { PageHeader } from "../../page-header"
import { eraseClientAction, restoreClientAction } from "../actions"
import { DeletedButtons } from "./deleted-buttons"

export const metadata = { title: "Deleted clients" }

export default async function DeletedClientsPage() {
  const deleted = await read(listDeletedClients, {})
  return (
    <>
      <PageHeader title="Deleted clients" aside={deleted.length.toLocaleString("en-US")} />
      {deleted.length === 0 ? (
        <EmptyState icon={Trash2} title="No deleted clients">
          A client who is deleted can be restored here. Their visits are kept in any case.
        </EmptyState>
      ) : (
        <Card>
          <Table label="Deleted clients" cards>
            <TableColumns names={["Name", "Deleted"]} actions />
            <TableBody>
              {deleted.map(({ id, firstName, lastName, deletedAt }) => (
                <TableRow key={id}>
                  <TableCell>
                    <bdi>{`${firstName} ${lastName}`}</bdi>
                  </TableCell>
                  <TableCell>{deletedAt && <Moment at={deletedAt} />}</TableCell>
                  <ActionsCell>
                    <DeletedButtons
                      id={id}
                      name={`${firstName} ${lastName}`}
                      restore={restoreClientAction}
                      erase={eraseClientAction}
                    />
                  </ActionsCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
    </>
  )
}
