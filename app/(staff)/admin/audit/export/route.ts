import { exportAudit } from "@/lib/history/export"
import { csvStreamRoute } from "@/lib/web/csv-route"
import { filterOf } from "../filter"

export const GET = csvStreamRoute({ name: "audit-log", stream: exportAudit, input: filterOf })
