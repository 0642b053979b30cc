import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { Time } from "@/components/ui/time"
import type { listApiKeys } from "@/lib/api-keys/keys"
import { formatExactly, formatMoment } from "@/lib/core/format"
import { env } from "@/lib/env"
import { byWhom } from "@/lib/history/words"
import { revokeApiKeyAction } from "./actions"
import { RevokeKey } from "./revoke-key"

type Key = Awaited<ReturnType<typeof listApiKeys>>[number]

export function KeyTable({ label, keys }: { label: string; keys: Key[] }) {
  return (
    <Table label={label} cards>
      <TableColumns names={["Name", "May do what", "Ends in", "Made", "Last used"]} actions />
      <TableBody>
        {keys.map((key) => (
          <KeyRow key={key.id} {...key} />
        ))}
      </TableBody>
    </Table>
  )
}

function KeyRow({ id, name, role, hint, createdAt, madeBy, lastUsedAt, revokedAt, revokedBy }: Key) {
  return (
    <TableRow className={revokedAt ? "text-muted-foreground" : undefined}>
      <TableCell className="font-medium [overflow-wrap:anywhere]">
        <bdi>{name}</bdi>
      </TableCell>
      <TableCell>{role === "admin" ? "Admins may" : "Staff may"}</TableCell>
      <TableCell className="font-mono">…{hint}</TableCell>
      <TableCell>
        <span className="md:hidden">Made </span>
        <When at={createdAt} />
        {madeBy && <By {...madeBy} />}
      </TableCell>
      <TableCell>
        <span className="md:hidden">Last used: </span>
        {lastUsedAt ? <When at={lastUsedAt} /> : "Never"}
      </TableCell>
      <TableCell className="md:text-right">
        {revokedAt ? (
          <>
            Revoked <When at={revokedAt} />
            {revokedBy && <By {...revokedBy} />}
          </>
        ) : (
          <RevokeKey id={id} name={name} revoke={revokeApiKeyAction} />
        )}
      </TableCell>
    </TableRow>
  )
}

const By = (doer: NonNullable<Key["madeBy"]>) => (
  <>
    {" "}
    <bdi>{byWhom(doer)}</bdi>
  </>
)

function When({ at }: { at: Date }) {
  const zone = env().CENTER_TIME_ZONE
  return (
    <Time className="whitespace-nowrap" dateTime={at.toISOString()} exact={formatExactly(at, zone)}>
      {formatMoment(at, new Date(), zone)}
    </Time>
  )
}
