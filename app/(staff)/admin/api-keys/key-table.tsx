import { OnPhone, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { listApiKeys } from "@/lib/api-keys/keys"
import { byWhom } from "@/lib/history/words"
import { Moment } from "../../moment"
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
        <OnPhone>Made </OnPhone>
        <Moment className="whitespace-nowrap" at={createdAt} />
        {madeBy && <By {...madeBy} />}
      </TableCell>
      <TableCell>
        <OnPhone>Last used: </OnPhone>
        {lastUsedAt ? <Moment className="whitespace-nowrap" at={lastUsedAt} /> : "Never"}
      </TableCell>
      <TableCell className="md:text-right">
        {revokedAt ? (
          <>
            Revoked <Moment className="whitespace-nowrap" at={revokedAt} />
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
