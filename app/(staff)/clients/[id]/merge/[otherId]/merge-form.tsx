"use client"
import { useRouter } from "next/navigation"
import { FormProblem } from "@/components/forms/form-problem"
import { useAction } from "@/components/forms/use-action"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import type { MergeChoice } from "@/lib/clients/merged-fields"
import type { Outcome } from "@/lib/core/outcome"

export type ChoiceRow = { choice: MergeChoice; label: string; values: [string, string]; differs: boolean }

type Merged = { id: string; name: string; version: number }
type MergeFormProps = {
  /** Who stays and who is hidden. */
  clients: [Merged, Merged]
  rows: ChoiceRow[]
  notes: [string, string]
  /** `3 visits and 1 card`; empty when nothing goes over. */
  moves: string
  merge: (input: {
    id: string
    otherId: string
    take: MergeChoice[]
    version: number
    otherVersion: number
  }) => Promise<Outcome<{ id: string }>>
  undo: (input: { id: string }) => Promise<Outcome<unknown>>
}

/** Field by field what the one client will be, with a choice where both records say something else. */
export function MergeForm({ clients: [stays, other], rows, notes, moves, merge, undo }: MergeFormProps) {
  const router = useRouter()
  const { run } = useAction()
  const { submit, pending, error } = useSubmit(
    (fields) =>
      merge({
        id: stays.id,
        otherId: other.id,
        take: rows.flatMap(({ choice }) => (fields[choice] === "other" ? choice : [])),
        version: stays.version,
        otherVersion: other.version,
      }),
    ({ id }) => {
      toast.success(`${other.name} was merged into ${stays.name}.`, {
        action: {
          label: "Undo",
          onClick: () =>
            run(
              () => undo({ id }),
              () => router.push(`/clients/${other.id}`),
            ),
        },
      })
      router.push(`/clients/${stays.id}`)
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-6">
      <FormProblem error={error} />
      {error?.kind === "stale" && (
        <Button variant="outline" onClick={() => router.refresh()}>
          Load both records again
        </Button>
      )}
      <p className="text-sm">
        <bdi className="font-medium">{stays.name}</bdi> stays. The other record, <bdi>{other.name}</bdi>, is
        hidden{moves && `, and its ${moves} go to the one that stays`}. Its id, cards and ids at other
        programs lead to the record that stays. This can be undone for 30 days.
      </p>
      <div className="grid gap-4">
        {rows.map((row) => (
          <Choice key={row.choice} {...row} />
        ))}
        {(notes[0] || notes[1]) && (
          <div className="grid gap-1 text-sm">
            <p className="font-medium">Notes</p>
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
              {notes.filter((text, place) => text && notes.indexOf(text) === place).join("\n\n")}
            </p>
            {notes[0] && notes[1] && notes[0] !== notes[1] && (
              <p className="text-muted-foreground">The notes of both are kept.</p>
            )}
          </div>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" loading={pending}>
          Merge
        </Button>
        <Button variant="outline" onClick={() => router.push(`/clients/${stays.id}`)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function Choice({ choice, label, values, differs }: ChoiceRow) {
  if (!differs)
    return (
      <div className="grid gap-1 text-sm">
        <p className="font-medium">{label}</p>
        <p className="[overflow-wrap:anywhere]">{values[0] || values[1]}</p>
      </div>
    )
  return (
    <fieldset className="grid gap-1 text-sm">
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="grid gap-1 sm:grid-cols-2">
        {(["stays", "other"] as const).map((side, place) => (
          <label
            key={side}
            className="target flex items-center gap-3 rounded-lg border px-3 py-2 has-[:checked]:border-primary has-[:checked]:bg-muted"
          >
            <input
              type="radio"
              name={choice}
              value={side}
              defaultChecked={place === 0}
              className="size-4 shrink-0 accent-primary"
            />
            <span className="min-w-0 [overflow-wrap:anywhere]">{values[place]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
