import { clientsBy } from "@/lib/reports/clients-by"
import { csvRoute } from "@/lib/web/csv-route"

export const GET = csvRoute({
  name: "clients",
  query: clientsBy,
  // What is missing or not known is refused by the query itself.
  input: ({ by, covered }) => ({ by: by as "language", covered: covered as "today" | undefined }),
  columns: [
    { header: "Group", value: ({ name }) => name },
    { header: "Clients", value: ({ clients }) => clients },
  ],
})
