import { KeyRound } from "lucide-react"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table"
import { listApiKeys } from "@/lib/api-keys/keys"
import { formatMoment } from "@/lib/core/format"
import { env } from "@/lib/env"
import { read } from "@/lib/web/read"
import { PageHeader } from "../../page-header"
import { createApiKeyAction, revokeApiKeyAction } from "./actions"
import { AddKey } from "./add-key"
import { RevokeKey } from "./revoke-key"

export const metadata = { title: "API keys" }

export default async function ApiKeysPage() {
  const keys = await read(listApiKeys, {})
  const when = (at: Date | null) => (at ? formatMoment(at, new Date(), env().CENTER_TIME_ZONE) : "Never")
  return (
    <>
      <PageHeader title="API keys" aside={keys.length} actions={<AddKey create={createApiKeyAction} />} />
      {keys.length === 0 ? (
        <EmptyState icon={KeyRound} title="No API keys yet">
          With a key another program reads and writes through /api/v1, as staff or as admin.
        </EmptyState>
      ) : (
        <Card>
          <Table label="API keys" cards>
            <TableHeader>
              <TableRow>
                <TableHead>Name</TableHead>
                <TableHead>Role</TableHead>
                <TableHead>Ends in</TableHead>
                <TableHead>Last used</TableHead>
                <TableHead className="text-right">Actions</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {keys.map(({ id, name, role, hint, lastUsedAt, revokedAt }) => (
                <TableRow key={id}>
                  <TableCell className="font-medium">{name}</TableCell>
                  <TableCell>{role === "admin" ? "Admin" : "Staff"}</TableCell>
                  <TableCell className="font-mono">…{hint}</TableCell>
                  <TableCell>{when(lastUsedAt)}</TableCell>
                  <TableCell className="md:text-right">
                    {revokedAt ? "Revoked" : <RevokeKey id={id} name={name} revoke={revokeApiKeyAction} />}
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
