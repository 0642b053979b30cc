"use client"
import Link from "next/link"
import { Button } from "@/components/ui/button"
import { CalledAlert } from "@/components/ui/called-alert"
import type { Failure } from "@/lib/core/outcome"

type AlreadyThereProps = {
  error: Failure | null
  pending: boolean
  addAnyway: () => void
  restore: (id: string) => void
}

/** Who a new client may be the same person as: announced and brought into view, with a way to each, or to go on. */
export function AlreadyThere({ error, pending, addAnyway, restore }: AlreadyThereProps) {
  if (!error?.existing) return null
  return (
    <CalledAlert
      tone="warn"
      title={error.message}
      actions={
        error.fields.length === 0 && (
          // No submit button: Enter in a field presses the first one of its form.
          <Button type="button" variant="outline" size="sm" loading={pending} onClick={addAnyway}>
            Add anyway
          </Button>
        )
      }
    >
      <ul>
        {error.existing.map(({ id, name, deleted }) => (
          <li key={id}>
            {deleted ? (
              <Button type="button" variant="outline" size="sm" onClick={() => restore(id)}>
                Restore {name}
              </Button>
            ) : (
              <Link className="link" href={`/clients/${id}`}>
                Open {name}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </CalledAlert>
  )
}
