"use client"
import { Link, LogOut, Pencil, ShieldOff, UserCheck, UserCog, UserX } from "lucide-react"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { ActionsMenu, MenuAction } from "@/components/ui/actions-menu"
import { DropdownMenuSeparator } from "@/components/ui/dropdown-menu"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { EditUser, type UpdateUser } from "./edit-user"
import { LinkDialog } from "./link-dialog"
import { RemoveSecondFactor } from "./remove-second-factor"

type Role = "admin" | "staff"
type Act = (input: { id: string }) => Promise<Outcome<unknown>>

export type ListedUser = {
  id: string
  name: string
  email: string
  role: Role
  active: boolean
  self: boolean
  hasPassword: boolean
  hasSecondFactor: boolean
  openSessions: number
}

export type UserActions = {
  update: UpdateUser
  reset: (input: { id: string }) => Promise<Outcome<{ token: string }>>
  changeRole: (input: { id: string; role: Role }) => Promise<Outcome<unknown>>
  deactivate: Act
  reactivate: Act
  endSessions: Act
  resetSecondFactor: Act
}

type UserMenuProps = { user: ListedUser; appUrl: string; actions: UserActions }

/** Everything that an admin may do about a user. What can be taken back has Undo. */
export function UserMenu({ user, appUrl, actions }: UserMenuProps) {
  const { id, name, role, self } = user
  const [dialog, setDialog] = useState<"edit" | "second factor" | null>(null)
  const [link, setLink] = useState<string | null>(null)
  const { pending, run } = useAction()
  const say = (message: string, undo?: () => void) => () =>
    void toast.success(message, { action: undo && { label: "Undo", onClick: undo } })

  const give = (next: Role, undo?: () => void) =>
    run(() => actions.changeRole({ id, role: next }), say(`${name} is ${inWords[next]} now.`, undo))
  const reactivate = () => run(() => actions.reactivate({ id }), say(`${name} can sign in again.`))
  const deactivate = () =>
    run(() => actions.deactivate({ id }), say(`${name} cannot sign in any more.`, reactivate))
  const signOut = () => run(() => actions.endSessions({ id }), say(`${name} is signed out everywhere.`))
  const makeLink = () =>
    run(
      () => actions.reset({ id }),
      ({ token }) => setLink(`${appUrl}/set-password?token=${token}`),
    )
  const other = role === "admin" ? "staff" : "admin"
  return (
    <>
      <ActionsMenu label={`Actions for ${name}`} pending={pending}>
        <MenuAction icon={Pencil} act={() => setDialog("edit")}>
          Edit name and e-mail
        </MenuAction>
        <MenuAction icon={Link} act={makeLink}>
          {user.hasPassword ? "New password link" : "New invitation link"}
        </MenuAction>
        {!self && (
          <MenuAction icon={UserCog} act={() => give(other, () => give(role))}>
            Make {other}
          </MenuAction>
        )}
        {user.openSessions > 0 && (
          <MenuAction icon={LogOut} act={signOut}>
            Sign out everywhere
          </MenuAction>
        )}
        {user.hasSecondFactor && !self && (
          <MenuAction icon={ShieldOff} act={() => setDialog("second factor")}>
            Remove second factor
          </MenuAction>
        )}
        <DropdownMenuSeparator />
        {user.active ? (
          <MenuAction icon={UserX} act={deactivate}>
            Deactivate
          </MenuAction>
        ) : (
          <MenuAction icon={UserCheck} act={reactivate}>
            Reactivate
          </MenuAction>
        )}
      </ActionsMenu>
      <EditUser user={user} open={dialog === "edit"} update={actions.update} close={() => setDialog(null)} />
      <RemoveSecondFactor
        name={name}
        open={dialog === "second factor"}
        close={() => setDialog(null)}
        remove={() =>
          run(() => actions.resetSecondFactor({ id }), say(`${name} signs in with the password alone now.`))
        }
      />
      <LinkDialog link={link} name={name} close={() => setLink(null)} />
    </>
  )
}

const inWords: Record<Role, string> = { admin: "an admin", staff: "staff" }
