import { z } from "zod"
import type { CheckIn } from "../../check-ins/records"
import { newestIds } from "../../clients/external-ids"
import type { Client } from "../../clients/records"
import type { Page } from "../../core/page"
import { statuses } from "../../coverage/status"
import { day, iso, moment, text } from "./resource-fields"

export const ClientResource = z
  .strictObject({
    id: z.uuid(),
    first_name: z.string(),
    last_name: z.string(),
    email: text,
    phone: text,
    date_of_birth: day,
    parent_guardian_name: text,
    uci_number: text,
    service_coordinator: text,
    pos_start_date: day,
    pos_end_date: day,
    language: text,
    notes: text,
    tags: z.array(z.string()),
    external_ids: z.record(z.string(), z.string()),
    membership_status: z.enum(statuses),
    membership_plan: text,
    membership_ends_on: day,
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: "Client" })

/** A client as the API shows it. */
export function clientResource(client: Client): z.output<typeof ClientResource> {
  return {
    id: client.id,
    first_name: client.firstName,
    last_name: client.lastName,
    email: client.email,
    phone: client.phone,
    date_of_birth: client.dateOfBirth,
    parent_guardian_name: client.parentGuardianName,
    uci_number: client.uciNumber,
    service_coordinator: client.serviceCoordinator,
    pos_start_date: client.posStartDate,
    pos_end_date: client.posEndDate,
    language: client.language,
    notes: client.notes,
    tags: client.tags,
    external_ids: newestIds(client.externalIds),
    membership_status: client.coverage.status,
    membership_plan: client.coverage.plan?.code ?? null,
    membership_ends_on: client.coverage.endsOn,
    created_at: client.createdAt.toISOString(),
    updated_at: client.updatedAt.toISOString(),
  }
}

export const NoteResource = z
  .strictObject({
    id: z.uuid(),
    client_id: z.uuid(),
    body: z.string(),
    author: z.string(),
    created_at: moment,
  })
  .meta({ id: "Note" })

type Note = { id: string; clientId: string; body: string; author: string; createdAt: Date }

/** A staff note as the API shows it. */
export function noteResource(note: Note): z.output<typeof NoteResource> {
  return {
    id: note.id,
    client_id: note.clientId,
    body: note.body,
    author: note.author,
    created_at: note.createdAt.toISOString(),
  }
}

export const CheckInResource = z
  .strictObject({
    id: z.uuid(),
    client_id: z.uuid(),
    method: z.enum(["kiosk", "staff", "api"]),
    station: text,
    notes: text,
    checked_in_by: text,
    checked_in_at: moment,
    checked_out_at: moment.nullable(),
    needs_review: z.boolean(),
    corrected: z.boolean(),
    entered_later: z.boolean(),
    removal: z.enum(["undone", "voided"]).nullable(),
    removed_at: moment.nullable(),
    removal_reason: text,
  })
  .meta({ id: "CheckIn" })

/** A check-in as the API shows it. */
export function checkInResource(visit: CheckIn): z.output<typeof CheckInResource> {
  return {
    id: visit.id,
    client_id: visit.clientId,
    method: visit.method,
    station: visit.station,
    notes: visit.notes,
    checked_in_by: visit.userName ?? visit.apiKeyName,
    checked_in_at: visit.checkedInAt.toISOString(),
    checked_out_at: iso(visit.checkedOutAt),
    needs_review: visit.needsReview,
    corrected: visit.firstInAt !== null,
    entered_later: visit.enteredAt !== null,
    removal: visit.removal,
    removed_at: iso(visit.removedAt),
    removal_reason: visit.removalReason,
  }
}

/** `{data, next_cursor}` of these. */
export const listOf = (item: z.ZodType) =>
  z.strictObject({ data: z.array(item), next_cursor: z.string().nullable() })

/** A page in the form of the API. */
export const listResource =
  <T, R>(present: (row: T) => R) =>
  (page: Page<T>) => ({
    data: page.rows.map(present),
    next_cursor: page.nextCursor,
  })

/** A whole list, which has no further page. */
export const wholeList =
  <T, R>(present: (row: T) => R) =>
  (rows: T[]) => ({ data: rows.map(present), next_cursor: null })
