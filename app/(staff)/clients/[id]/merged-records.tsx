"use client"
import { useRouter } from "next/navigation"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type Merge = { id: string; name: string; mergedOn: string }
type MergedRecordsProps = {
  merges: Merge[]
  undo: (input: { id: string }) => Promise<Outcome<{ id: string; otherId: string }>>
}

/** The records that were merged into this client, as long as that can be undone. */
export function MergedRecords({ merges, undo }: MergedRecordsProps) {
  const { pending, run } = useAction()
  const router = useRouter()
  if (merges.length === 0) return null
  return (
    <Card>
      <CardHeader title="Merged records" />
      <CardContent className="grid gap-2">
        {merges.map(({ id, name, mergedOn }) => (
          <div key={id} className="flex flex-wrap items-center justify-between gap-2 text-sm">
            <span>
              <bdi>{name}</bdi>, merged {mergedOn}
            </span>
            <Button
              variant="outline"
              size="sm"
              loading={pending}
              onClick={() =>
                run(
                  () => undo({ id }),
                  ({ otherId }) =>
                    toast.success(`${name} has a record of their own again.`, {
                      action: { label: "Open", onClick: () => router.push(`/clients/${otherId}`) },
                    }),
                )
              }
            >
              Undo<span className="sr-only"> the merge with {name}</span>
            </Button>
          </div>
        ))}
        <p className="text-muted-foreground text-sm">A merge can be undone for 30 days.</p>
      </CardContent>
    </Card>
  )
}
