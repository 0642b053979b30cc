import { Card } from "@/components/ui/card"
import { Table, TableBody, TableColumns } from "@/components/ui/table"
import { env } from "@/lib/env"
import { listUsers } from "@/lib/users/list"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { PageHeader } from "../../page-header"
import {
  changeRoleAction,
  deactivateUserAction,
  endUserSessionsAction,
  inviteUserAction,
  makeResetLinkAction,
  reactivateUserAction,
  resetSecondFactorAction,
  updateUserAction,
} from "./actions"
import { AddUser } from "./add-user"
import { UserMenu } from "./user-menu"
import { UserRow } from "./user-row"

export const metadata = { title: "Users" }

const actions = {
  update: updateUserAction,
  reset: makeResetLinkAction,
  changeRole: changeRoleAction,
  deactivate: deactivateUserAction,
  reactivate: reactivateUserAction,
  endSessions: endUserSessionsAction,
  resetSecondFactor: resetSecondFactorAction,
}

export default async function UsersPage() {
  const me = await requireUser("/admin/users")
  const users = await read(listUsers, {})
  const { APP_URL } = env()
  return (
    <>
      <PageHeader
        title="Users"
        aside={users.length}
        actions={<AddUser appUrl={APP_URL} invite={inviteUserAction} />}
      />
      <Card>
        <Table label="Users" cards>
          <TableColumns
            names={["Name", "Role", "State", "Second factor", "Open sessions", "Last sign-in"]}
            actions
          />
          <TableBody>
            {users.map(({ deactivatedAt, lastSignInAt, ...user }) => {
              const listed = { ...user, active: !deactivatedAt, self: user.id === me.id }
              return (
                <UserRow key={user.id} user={listed} lastSignInAt={lastSignInAt}>
                  <UserMenu user={listed} appUrl={APP_URL} actions={actions} />
                </UserRow>
              )
            })}
          </TableBody>
        </Table>
      </Card>
    </>
  )
}
