import Link from "next/link"
import { Alert } from "@/components/ui/alert"
import { Card, CardContent } from "@/components/ui/card"
import { fieldsInWords, likeness } from "@/lib/clients/identity"
import { mergePreview } from "@/lib/clients/merge"
import { fieldsBehind, type MergeChoice, mergeChoices } from "@/lib/clients/merged-fields"
import { fieldNames } from "@/lib/clients/names"
import type { ClientField } from "@/lib/clients/schema"
import { fieldValue, whatMoves } from "@/lib/clients/words"
import { formatDate } from "@/lib/core/format"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { PageHeader } from "../../../../page-header"
import { mergeClientsAction, undoMergeAction } from "../../../actions"
import { type ChoiceRow, MergeForm } from "./merge-form"

export const metadata = { title: "Merge two records" }

type Props = { params: Promise<{ id: string; otherId: string }> }

export default async function MergePage({ params }: Props) {
  const { id, otherId } = await params
  await requireUser(`/clients/${id}/merge/${otherId}`)
  const { client, other, choices, moved } = await read(mergePreview, { id, otherId })
  const { differ } = likeness(client, other)
  const doubts = differ.filter((field) => field === "uciNumber" || field === "dateOfBirth")
  const rows = mergeChoices.flatMap((choice): ChoiceRow[] => {
    const values = [client, other].map((one) => inWords(one, choice)) as [string, string]
    return values.some(Boolean)
      ? [{ choice, label: labelOf(choice), values, differs: choices.includes(choice) }]
      : []
  })
  const name = (one: typeof client) => `${one.firstName} ${one.lastName}`
  return (
    <>
      <PageHeader
        title="Merge two records"
        actions={
          !other.deletedAt && (
            <Link className="link text-sm" href={`/clients/${otherId}/merge/${id}`}>
              Keep the other record instead
            </Link>
          )
        }
      />
      <div className="grid max-w-3xl gap-4">
        {doubts.length > 0 && (
          <Alert tone="warn" title="These may be two people.">
            They differ in {fieldsInWords(doubts)}. Merge them only if you know that it is one person.
          </Alert>
        )}
        <Card>
          <CardContent>
            <MergeForm
              clients={[
                { id, name: name(client), version: client.version },
                { id: otherId, name: name(other), version: other.version },
              ]}
              rows={rows}
              notes={[client.notes ?? "", other.notes ?? ""]}
              moves={whatMoves(moved)}
              merge={mergeClientsAction}
              undo={undoMergeAction}
            />
          </CardContent>
        </Card>
      </div>
    </>
  )
}

const labelOf = (choice: MergeChoice) => (choice === "pos" ? "POS dates" : fieldNames[choice])

function inWords(client: Record<ClientField, string | null>, choice: MergeChoice): string {
  if (choice === "dateOfBirth") return client.dateOfBirth ? formatDate(client.dateOfBirth) : ""
  const said = fieldsBehind(choice).map((field) => client[field])
  if (said.every((value) => !value)) return ""
  if (choice === "pos") return said.map((day) => (day ? formatDate(day) : "—")).join(" to ")
  return fieldValue(choice, said[0])
}
