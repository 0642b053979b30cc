import { KeyRound } from "lucide-react"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { listApiKeys } from "@/lib/api-keys/keys"
import { read } from "@/lib/web/read"
import { PageHeader } from "../../page-header"
import { createApiKeyAction } from "./actions"
import { AddKey } from "./add-key"
import { KeyTable } from "./key-table"

export const metadata = { title: "API keys" }

export default async function ApiKeysPage() {
  const keys = await read(listApiKeys, {})
  const working = keys.filter(({ revokedAt }) => !revokedAt)
  const revoked = keys.filter(({ revokedAt }) => revokedAt)
  const add = <AddKey create={createApiKeyAction} />
  return (
    <>
      <PageHeader title="API keys" aside={working.length.toLocaleString("en-US")} actions={add} />
      {working.length === 0 ? (
        <EmptyState
          icon={KeyRound}
          title={keys.length === 0 ? "No API keys yet" : "No API key works"}
          actions={add}
        >
          With a key another program reads and writes through /api/v1, as staff or as admin.
        </EmptyState>
      ) : (
        <Card>
          <KeyTable label="API keys" keys={working} />
        </Card>
      )}
      {revoked.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-3 font-semibold text-lg">Revoked</h2>
          <Card>
            <KeyTable label="Revoked API keys" keys={revoked} />
          </Card>
        </section>
      )}
    </>
  )
}
