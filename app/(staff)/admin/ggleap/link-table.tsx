import { CircleCheck, Hourglass, TriangleAlert } from "lucide-react"
import Link from "next/link"
import { StatusPill } from "@/components/coverage/status-pill"
import { Pill } from "@/components/ui/pill"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { ListedLink } from "@/lib/ggleap/list"
import { Moment } from "../../moment"
import { linkClientAction, unlinkClientAction } from "./actions"
import { UnlinkButton } from "./unlink-button"

export function LinkTable({ links }: { links: ListedLink[] }) {
  return (
    <Table label="Linked clients" cards>
      <TableColumns names={["Client", "ggLeap user", "Belongs in", "State"]} actions />
      <TableBody>
        {links.map((link) => (
          <LinkRow key={link.id} link={link} />
        ))}
      </TableBody>
    </Table>
  )
}

function LinkRow({ link }: { link: ListedLink }) {
  const name = `${link.firstName} ${link.lastName}`
  return (
    <TableRow>
      <TableCell className="[overflow-wrap:anywhere]">
        {link.deletedAt ? (
          <bdi>{name}</bdi>
        ) : (
          <Link href={`/clients/${link.id}`} className="link target inline-flex items-center">
            <bdi>{name}</bdi>
          </Link>
        )}
      </TableCell>
      <TableCell className="[overflow-wrap:anywhere]">
        <bdi>{link.ggleapName}</bdi>
      </TableCell>
      <TableCell className="[overflow-wrap:anywhere]">
        {link.deletedAt ? (
          <span className="text-muted-foreground">The client is deleted: left as it is</span>
        ) : (
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <bdi>{link.group}</bdi>
            <StatusPill status={link.status} />
          </span>
        )}
      </TableCell>
      <TableCell className="[overflow-wrap:anywhere]">
        <State {...link} />
      </TableCell>
      <TableCell>
        <span className="flex md:justify-end">
          <UnlinkButton
            clientId={link.id}
            name={name}
            ggleapName={link.ggleapName}
            unlink={unlinkClientAction}
            link={linkClientAction}
          />
        </span>
      </TableCell>
    </TableRow>
  )
}

function State({ problem, placedAt }: ListedLink) {
  if (problem)
    return (
      <>
        <Pill icon={TriangleAlert} tone="warning">
          Problem
        </Pill>
        <span className="block text-muted-foreground text-sm">{problem}</span>
      </>
    )
  if (!placedAt)
    return (
      <Pill icon={Hourglass} tone="info">
        Not placed yet
      </Pill>
    )
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Pill icon={CircleCheck} tone="success">
        Placed
      </Pill>
      <Moment at={placedAt} className="text-muted-foreground text-sm" />
    </span>
  )
}
