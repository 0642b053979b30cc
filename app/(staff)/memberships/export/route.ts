import { formatPhone } from "@/lib/core/format-phone"
import { exportByStatus } from "@/lib/memberships/list-by-status"
import { csvRoute } from "@/lib/web/csv-route"
import { filterOf } from "../address"

export const GET = csvRoute({
  name: (search) => `memberships-${filterOf(search).status}`,
  query: exportByStatus,
  input: filterOf,
  columns: [
    { header: "first_name", value: (row) => row.firstName },
    { header: "last_name", value: (row) => row.lastName },
    { header: "plan", value: (row) => row.plan.name },
    { header: "status", value: (row) => row.status },
    { header: "starts_on", value: (row) => (row.status === "pending" ? row.day : null) },
    { header: "ends_on", value: (row) => (row.status === "pending" ? null : row.day) },
    { header: "service_coordinator", value: (row) => row.serviceCoordinator },
    { header: "phone", value: (row) => row.phone && formatPhone(row.phone) },
    { header: "uci_number", value: (row) => row.uciNumber },
  ],
})
