import { membershipsOverTime } from "@/lib/reports/memberships-over-time"
import { csvRoute } from "@/lib/web/csv-route"
import { monthName } from "../../names"

export const GET = csvRoute({
  name: "memberships",
  query: membershipsOverTime,
  input: ({ from = "", to = "" }) => ({ from, to }),
  columns: [
    { header: "Month", value: (part) => monthName(part) },
    { header: "Clients covered at its end", value: ({ covered }) => covered },
    { header: "Memberships begun", value: ({ begun }) => begun },
    { header: "Renewals among them", value: ({ renewed }) => renewed },
    { header: "Memberships ended", value: ({ ended }) => ended },
  ],
})
