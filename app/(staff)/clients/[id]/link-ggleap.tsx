"use client"
import { Link2 } from "lucide-react"
import { useState } from "react"
import { FormProblem } from "@/components/forms/form-problem"
import { useAction } from "@/components/forms/use-action"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import type { FoundUser } from "@/lib/ggleap/list"
import type { LinkOne } from "../../admin/ggleap/unlink-button"
import { GgleapUserChoice } from "./ggleap-user-choice"

type Found = { users: FoundUser[]; more: boolean }

type LinkGgleapProps = {
  clientId: string
  name: string
  find: (input: { query: string }) => Promise<Outcome<Found>>
  link: LinkOne
}

/** Finds the ggLeap user who the client is; links only the one that was chosen and confirmed. */
export function LinkGgleap(props: LinkGgleapProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger>
        <Button variant="outline" size="sm">
          <Link2 aria-hidden />
          Link ggLeap user
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Link ggLeap user"
        description={`Which ggLeap user is ${props.name}? Nobody is moved before the next sync.`}
      >
        <Search {...props} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function Search({ clientId, name, find, link, close }: LinkGgleapProps & { close: () => void }) {
  const [found, setFound] = useState<Found | null>(null)
  const linking = useAction()
  const { submit, pending, error, errorOf } = useSubmit(({ query = "" }) => find({ query }), setFound)
  const confirm = (user: FoundUser) =>
    linking.run(
      () => link({ clientId, ggleapUserId: user.id }),
      ({ ggleapName }) => {
        close()
        toast.success(`${name} is linked to ${ggleapName}.`)
      },
    )
  return (
    <div className="grid gap-4">
      <form onSubmit={submit} noValidate className="grid gap-4">
        <FormProblem error={error} names={{ query: "Name or e-mail" }} />
        <div className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <Field name="query" label="Name or e-mail" error={errorOf("query")}>
              <Input autoComplete="off" maxLength={200} />
            </Field>
          </div>
          <Button type="submit" variant="outline" loading={pending}>
            Search
          </Button>
        </div>
      </form>
      <div aria-live="polite">
        {found && (
          <GgleapUserChoice
            key={JSON.stringify(found)}
            {...found}
            pending={linking.pending}
            confirm={confirm}
          />
        )}
      </div>
    </div>
  )
}
