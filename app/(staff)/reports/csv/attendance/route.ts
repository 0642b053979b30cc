import { attendanceByMonth } from "@/lib/reports/attendance"
import { csvRoute } from "@/lib/web/csv-route"
import { attendanceRows } from "../../attendance-rows"

export const GET = csvRoute({
  name: "attendance",
  query: attendanceByMonth,
  input: ({ from = "", to = "" }) => ({ from, to }),
  rows: attendanceRows,
  columns: [
    { header: "Counted by", value: ({ by }) => by },
    { header: "Period", value: ({ period }) => period },
    { header: "Visits", value: ({ visits }) => visits },
    { header: "Different clients", value: ({ clients }) => clients },
    { header: "Average stay (minutes)", value: ({ averageStay }) => averageStay },
  ],
})
