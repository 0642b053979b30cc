import { OnPhone, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import type { Device } from "@/lib/kiosk/devices"
import { Moment } from "../../moment"

/** The tablets that were let in once. */
export function RevokedTable({ devices }: { devices: Device[] }) {
  return (
    <Table label="Tablets that were cut off" cards>
      <TableColumns names={["Name", "Station", "Paired", "Cut off"]} />
      <TableBody>
        {devices.map(({ id, name, station, pairedAt, revokedAt }) => (
          <TableRow key={id} className="text-muted-foreground">
            <TableCell className="font-medium [overflow-wrap:anywhere]">
              <bdi>{name}</bdi>
            </TableCell>
            <TableCell className="[overflow-wrap:anywhere]">
              <bdi>{station}</bdi>
            </TableCell>
            <TableCell>
              <OnPhone>Paired </OnPhone>
              <Moment at={pairedAt} withTime />
            </TableCell>
            <TableCell>
              <OnPhone>Cut off </OnPhone>
              {revokedAt && <Moment at={revokedAt} withTime />}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
