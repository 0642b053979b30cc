import { type InboundPart, inboundFields } from "@/lib/webhooks/schema"

export type EventPart = {
  part: InboundPart
  title: string
  fields: { name: string; label: string; value: string }[]
}

/** What an event says, part by part, as text; a value of another kind as the JSON it came as. */
export function partsOf(type: string, data: Record<string, unknown> | null): EventPart[] {
  const parts: EventPart[] = [partOf("client", "Client", data)]
  if (type.startsWith("membership.")) parts.push(partOf("membership", "Membership", data))
  return parts
}

function partOf(part: InboundPart, title: string, data: Record<string, unknown> | null): EventPart {
  const given = data?.[part]
  const values = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>
  return {
    part,
    title,
    fields: Object.entries(inboundFields[part]).map(([name, label]) => ({
      name,
      label,
      value: asText(values[name]),
    })),
  }
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return ""
  return typeof value === "string" ? value : JSON.stringify(value)
}
