import { WifiOff } from "lucide-react"
import { Pill } from "@/components/ui/pill"
import { MenuCell, OnPhone, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { formatMomentAndTime } from "@/lib/core/format-moment"
import { env } from "@/lib/env"
import { clockStanding } from "@/lib/kiosk/clock-words"
import type { Device } from "@/lib/kiosk/devices"
import { Moment } from "../../moment"
import { revokeDeviceAction, updateDeviceAction } from "./actions"
import { DeviceMenu } from "./device-menu"

/** The tablets that are let in, and how each is. */
export function DeviceTable({ devices }: { devices: Device[] }) {
  return (
    <Table label="Tablets" cards>
      <TableColumns
        names={["Name and station", "Last contact", "Battery", "Waiting on it", "Clock", "Version"]}
        actions
      />
      <TableBody>
        {devices.map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </TableBody>
    </Table>
  )
}

function DeviceRow({ device }: { device: Device }) {
  const { id, name, station, waiting, version, state } = device
  return (
    <TableRow>
      <TableCell className="[overflow-wrap:anywhere]">
        <p className="font-medium max-md:pr-12">
          <bdi>{name}</bdi>
        </p>
        <p className="text-muted-foreground">
          <bdi>{station}</bdi>
        </p>
      </TableCell>
      <TableCell>
        <LastContact {...device} />
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <OnPhone>Battery: </OnPhone>
        {battery(device)}
      </TableCell>
      <TableCell>
        <OnPhone>Check-ins waiting on it: </OnPhone>
        {waiting === 0 ? "None" : waiting.toLocaleString("en-US")}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <OnPhone>Clock: </OnPhone>
        {clock(device)}
      </TableCell>
      <TableCell className="[overflow-wrap:anywhere]">
        <OnPhone>Version: </OnPhone>
        {version ?? "—"}
      </TableCell>
      <MenuCell>
        <DeviceMenu
          device={{ id, name, station, waiting, away: state === "away" }}
          update={updateDeviceAction}
          revoke={revokeDeviceAction}
        />
      </MenuCell>
    </TableRow>
  )
}

function LastContact({ state, lastContactAt, pairedAt }: Device) {
  if (state === "working")
    return (
      <>
        <OnPhone>Last contact: </OnPhone>
        <Moment className="whitespace-nowrap" at={lastContactAt ?? pairedAt} withTime />
      </>
    )
  const since = formatMomentAndTime(lastContactAt ?? pairedAt, new Date(), env().CENTER_TIME_ZONE)
  return (
    <Pill tone="warning" icon={WifiOff}>
      Not heard of since {since}
    </Pill>
  )
}

function battery({ batteryPercent, charging }: Device): string {
  if (batteryPercent === null) return "—"
  return `${batteryPercent} %${charging ? ", charging" : ""}`
}

function clock({ clockOffsetSeconds }: Device): string {
  if (clockOffsetSeconds === null) return "—"
  return clockStanding(clockOffsetSeconds) ?? "Right"
}
