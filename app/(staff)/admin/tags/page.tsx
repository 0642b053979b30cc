import { Tags } from "lucide-react"
import Link from "next/link"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { listTagsInUse } from "@/lib/clients/tag-list"
import { count } from "@/lib/core/format"
import { read } from "@/lib/web/read"
import { PageHeader } from "../../page-header"
import { createTagAction, deleteTagAction, mergeTagAction, renameTagAction } from "./actions"
import { AddTag } from "./add-tag"
import { DeleteTag } from "./delete-tag"
import { RenameTag } from "./rename-tag"

export const metadata = { title: "Tags" }

export default async function TagsPage() {
  const tags = await read(listTagsInUse, {})
  const add = <AddTag create={createTagAction} />
  return (
    <>
      <PageHeader title="Tags" aside={tags.length.toLocaleString("en-US")} actions={add} />
      {tags.length === 0 ? (
        <EmptyState icon={Tags} title="No tags yet" actions={add}>
          A tag marks clients who have something in common, such as a club. Give it on the client's page.
        </EmptyState>
      ) : (
        <Card>
          <Table label="Tags" cards>
            <TableColumns names={["Name", "Clients"]} actions />
            <TableBody>
              {tags.map(({ id, name, clients }) => (
                <TableRow key={id}>
                  <TableCell className="font-medium [overflow-wrap:anywhere]">
                    <bdi>{name}</bdi>
                  </TableCell>
                  <TableCell>
                    {clients > 0 ? (
                      <Link
                        href={`/clients?tag=${id}`}
                        className="link target inline-flex items-center whitespace-nowrap"
                      >
                        {count(clients, "client")}
                        <span className="sr-only"> with the tag {name}</span>
                      </Link>
                    ) : (
                      <span className="text-muted-foreground">Nobody</span>
                    )}
                  </TableCell>
                  <TableCell>
                    <span className="flex flex-wrap gap-2 md:justify-end">
                      <RenameTag
                        tag={{ id, name, clients }}
                        rename={renameTagAction}
                        merge={mergeTagAction}
                      />
                      <DeleteTag
                        tag={{ id, name, clients }}
                        remove={deleteTagAction}
                        create={createTagAction}
                      />
                    </span>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
    </>
  )
}
