const clientFields = {
  first_name: "First name",
  last_name: "Last name",
  email: "E-mail",
  phone: "Phone",
  uci_number: "UCI number",
  external_id: "Id at the sender",
}
const termFields = {
  plan_code: "Plan",
  starts_on: "First day",
  ends_on: "Last day",
  external_id: "Id at the sender",
}

export type EventPart = {
  part: "client" | "membership"
  title: string
  fields: { name: string; label: string; value: string }[]
}

/** What an event says, part by part, as text; a value of another kind as the JSON it came as. */
export function partsOf(type: string, data: Record<string, unknown> | null): EventPart[] {
  const parts: EventPart[] = [partOf("client", "Client", clientFields, data)]
  if (type.startsWith("membership.")) parts.push(partOf("membership", "Membership", termFields, data))
  return parts
}

function partOf(
  part: EventPart["part"],
  title: string,
  labels: Record<string, string>,
  data: Record<string, unknown> | null,
): EventPart {
  const given = data?.[part]
  const values = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>
  return {
    part,
    title,
    fields: Object.entries(labels).map(([name, label]) => ({ name, label, value: asText(values[name]) })),
  }
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return ""
  return typeof value === "string" ? value : JSON.stringify(value)
}
