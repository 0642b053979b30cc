import type { ReactNode } from "react"
import { Badge } from "@/components/ui/badge"
import { TableCell, TableRow } from "@/components/ui/table"
import { Moment } from "../../moment"
import type { ListedUser } from "./user-menu"

type UserRowProps = { user: ListedUser; lastSignInAt: Date | null; children: ReactNode }

/** A user in the list; on a phone, where there are no headings, each cell says what it is. */
export function UserRow({ user, lastSignInAt, children }: UserRowProps) {
  const { name, email, role, active, self, hasPassword, hasSecondFactor, openSessions } = user
  return (
    <TableRow className="max-md:relative">
      <TableCell className="[overflow-wrap:anywhere] max-md:pr-12!">
        <p className="font-medium">
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
      <TableCell className="max-md:absolute max-md:top-1 max-md:right-1 md:text-right">{children}</TableCell>
    </TableRow>
  )
}

function OnPhone({ children }: { children: ReactNode }) {
  return <span className="text-muted-foreground md:hidden">{children}</span>
}
