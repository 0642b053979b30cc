"use client"
import { UserPlus } from "lucide-react"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import type { Outcome } from "@/lib/core/outcome"
import { LinkDialog } from "./link-dialog"

type Invite = (input: {
  name: string
  email: string
  role: "admin" | "staff"
}) => Promise<Outcome<{ token: string }>>

type Made = { name: string; link: string }

const names = { name: "Name", email: "E-mail", role: "Role" }

/** Adds a user and shows the link with which they set a password. */
export function AddUser({ appUrl, invite }: { appUrl: string; invite: Invite }) {
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const invited = (user: Made) => {
    setOpen(false)
    setMade(user)
  }
  return (
    <>
      <Dialog open={open} onOpenChange={setOpen} guard="The user is not added yet.">
        <DialogTrigger>
          <Button>
            <UserPlus aria-hidden />
            Add user
          </Button>
        </DialogTrigger>
        <DialogContent title="Add user">
          <UserForm appUrl={appUrl} invite={invite} invited={invited} close={() => setOpen(false)} />
        </DialogContent>
      </Dialog>
      <LinkDialog link={made?.link ?? null} name={made?.name ?? ""} close={() => setMade(null)} />
    </>
  )
}

type UserFormProps = { appUrl: string; invite: Invite; invited: (user: Made) => void; close: () => void }

function UserForm({ appUrl, invite, invited, close }: UserFormProps) {
  const [name, setName] = useState("")
  const { submit, pending, error, errorOf } = useSubmit(
    ({ email = "", role }) => invite({ name, email, role: role === "admin" ? "admin" : "staff" }),
    ({ token }) => invited({ name, link: `${appUrl}/set-password?token=${token}` }),
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={names} />
      <Field name="name" label={names.name} error={errorOf("name")}>
        <Input autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field name="email" label={names.email} error={errorOf("email")}>
        <Input type="email" autoComplete="off" />
      </Field>
      <Field
        name="role"
        label={names.role}
        help="Staff find clients, check them in and write notes. Admins do everything."
      >
        <Select defaultValue="staff">
          <option value="staff">Staff</option>
          <option value="admin">Admin</option>
        </Select>
      </Field>
      <FormButtons label="Add user" pending={pending} close={close} />
    </form>
  )
}
