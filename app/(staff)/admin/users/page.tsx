import { Card } from "@/components/ui/card"
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table"
import { formatMoment } from "@/lib/core/format"
import { env } from "@/lib/env"
import { listUsers } from "@/lib/users/list"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { PageHeader } from "../../page-header"
import {
  changeRoleAction,
  deactivateUserAction,
  inviteUserAction,
  makeResetLinkAction,
  reactivateUserAction,
} from "./actions"
import { AddUser } from "./add-user"
import { UserButtons } from "./user-buttons"

export const metadata = { title: "Users" }

export default async function UsersPage() {
  const me = await requireUser("/admin/users")
  const users = await read(listUsers, {})
  const { APP_URL, CENTER_TIME_ZONE } = env()
  const lastSignIn = (at: Date | null) => (at ? formatMoment(at, new Date(), CENTER_TIME_ZONE) : "—")
  return (
    <>
      <PageHeader
        title="Users"
        aside={users.length}
        actions={<AddUser appUrl={APP_URL} invite={inviteUserAction} />}
      />
      <Card>
        <Table label="Users" cards>
          <TableHeader>
            <TableRow>
              <TableHead>Name</TableHead>
              <TableHead>E-mail</TableHead>
              <TableHead>Role</TableHead>
              <TableHead>State</TableHead>
              <TableHead>Last sign-in</TableHead>
              <TableHead className="text-right">Actions</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {users.map(({ id, name, email, role, deactivatedAt, hasPassword, lastSignInAt }) => (
              <TableRow key={id}>
                <TableCell className="font-medium">
                  <bdi>{name}</bdi>
                </TableCell>
                <TableCell>{email}</TableCell>
                <TableCell>{role === "admin" ? "Admin" : "Staff"}</TableCell>
                <TableCell>{deactivatedAt ? "Deactivated" : hasPassword ? "Active" : "Invited"}</TableCell>
                <TableCell className="whitespace-nowrap">{lastSignIn(lastSignInAt)}</TableCell>
                <TableCell>
                  <UserButtons
                    user={{ id, name, role, active: !deactivatedAt, self: id === me.id }}
                    appUrl={APP_URL}
                    actions={{
                      reset: makeResetLinkAction,
                      changeRole: changeRoleAction,
                      deactivate: deactivateUserAction,
                      reactivate: reactivateUserAction,
                    }}
                  />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
    </>
  )
}
