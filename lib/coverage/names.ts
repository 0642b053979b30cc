import type { Status } from "./status"

export const statusNames: Record<Status, string> = {
  active: "Active",
  expiring: "Expiring",
  expired: "Expired",
  none: "No Membership",
  pending: "Pending",
}
