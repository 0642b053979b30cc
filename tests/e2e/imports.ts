import type { apiOf, Client } from "./api"
import { uniqueWord } from "./words"

type Api = ReturnType<typeof apiOf>

const columns = [
  "first_name",
  "last_name",
  "email",
  "phone",
  "uci_number",
  "notes",
  "plan_code",
  "membership_starts_on",
]
const csv = (...rows: string[][]) => [columns, ...rows].map((cells) => cells.join(",")).join("\n")

const wrong = [
  ["", "Nameless"],
  [uniqueWord(), "", "nobody@", "12", "", "", "gold", "2/30/2026"],
]
const fresh = () => [
  uniqueWord(),
  uniqueWord(),
  "",
  "",
  "",
  `${"unbroken".repeat(20)} and more`,
  "unlimited",
  "1/1/2026",
]
const changed = (guest: Client, uci: string) => [
  guest.first_name,
  guest.last_name,
  "new@example.org",
  "",
  uci,
  "New",
]

/** A file of each kind and how far it got, named after it; each returns the id of the import. */
export const importsInEachState: Record<string, (api: Api, guest: Client) => Promise<string>> = {
  loaded: (api) => api.sendFile(csv(fresh()), "?check=false&file_name=loaded.csv"),
  unnamed: (api) => api.sendFile("x;y\n1;2\n3;4\n", "?check=false&file_name=unnamed.csv"),
  unreadable: (api) => api.sendFile(csv(), "?file_name=unreadable.csv"),
  checked: async (api, guest) => {
    const uci = `7${Math.random().toString().slice(2, 8)}`
    await api.call("PATCH", `/clients/${guest.id}`, { uci_number: uci, notes: "Old" })
    return await api.sendFile(
      csv(fresh(), changed(guest, uci), ...wrong),
      "?dry_run=true&file_name=checked.csv",
    )
  },
  "checked-without-faults": (api) =>
    api.sendFile(csv(fresh()), "?dry_run=true&file_name=checked-without-faults.csv"),
  imported: (api) => api.sendFile(csv(fresh(), ...wrong), "?file_name=imported.csv"),
  "taken-back": async (api) => {
    const row = fresh()
    const id = await api.sendFile(csv(row, fresh()), "?file_name=taken-back.csv")
    const found = (await api.call("GET", `/clients?query=${row[0]}`)).body.data[0]
    await api.checkIn(found.id)
    await api.undoImport(id)
    return id
  },
}
