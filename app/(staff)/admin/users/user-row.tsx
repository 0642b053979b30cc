import type { ReactNode } from "react"
import { Badge } from "@/components/ui/badge"
import { MenuCell, OnPhone, TableCell, TableRow } from "@/components/ui/table"
import { Moment } from "../../moment"
import type { ListedUser } from "./user-menu"

type UserRowProps = { user: ListedUser; lastSignInAt: Date | null; children: ReactNode }

/** A user in the list; on a phone, where there are no headings, each cell says what it is. */
export function UserRow({ user, lastSignInAt, children }: UserRowProps) {
  const { name, email, role, active, self, hasPassword, hasSecondFactor, openSessions } = user
  return (
    <TableRow>
      <TableCell className="[overflow-wrap:anywhere]">
        <p className="font-medium max-md:pr-12">
          <bdi>{name}</bdi> {self && <Badge>You</Badge>}
        </p>
        <p className="text-muted-foreground">{email}</p>
      </TableCell>
      <TableCell>{role === "admin" ? "Admin" : "Staff"}</TableCell>
      <TableCell>{active ? (hasPassword ? "Active" : "Invited") : "Deactivated"}</TableCell>
      <TableCell>
        <OnPhone>Second factor: </OnPhone>
        {hasSecondFactor ? "On" : "Off"}
      </TableCell>
      <TableCell>
        <OnPhone>Open sessions: </OnPhone>
        {openSessions || "—"}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <OnPhone>Last sign-in: </OnPhone>
        {lastSignInAt ? <Moment at={lastSignInAt} /> : "—"}
      </TableCell>
      <MenuCell>{children}</MenuCell>
    </TableRow>
  )
}
