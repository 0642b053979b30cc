import { z } from "zod"
import { checkIn } from "../../check-ins/check-in"
import { checkOut } from "../../check-ins/check-out"
import { listCheckIns } from "../../check-ins/list"
import { CheckInInput } from "../../check-ins/schema"
import { voidCheckIn } from "../../check-ins/void"
import { createClient } from "../../clients/create"
import { deleteClient } from "../../clients/delete"
import { getClient } from "../../clients/get"
import { listClients } from "../../clients/list"
import { addNote, listNotes } from "../../clients/notes"
import type { Client } from "../../clients/records"
import { ClientChanges } from "../../clients/schema"
import { updateClient } from "../../clients/update"
import { statuses } from "../../coverage/status"
import { created, endpoint } from "./endpoint"
import { versionOf } from "./if-match"
import { importEndpoints } from "./import-endpoints"
import { membershipEndpoints } from "./membership-endpoints"
import { reportEndpoints } from "./report-endpoints"
import {
  CheckInResource,
  ClientResource,
  checkInResource,
  clientResource,
  listOf,
  listResource,
  NoteResource,
  noteResource,
} from "./resources"
import { webhookEndpoints } from "./webhook-endpoints"

const etag = (client: Client) => ({ ETag: `"${client.version}"` })
const location = ({ id }: { id: string }) => ({ Location: `/api/v1/clients/${id}` })

/** Every endpoint of the API by the name under which its route file serves it. openapi.json lists exactly these. */
export const endpoints = {
  ...membershipEndpoints,
  ...webhookEndpoints,
  ...reportEndpoints,
  ...importEndpoints,
  listClients: endpoint({
    method: "GET",
    path: "/clients",
    summary: "List clients, newest first; optionally those that match a search or have a status today",
    run: listClients,
    answer: listOf(ClientResource),
    present: listResource(clientResource),
  }),
  createClient: endpoint({
    method: "POST",
    path: "/clients",
    summary:
      "Add a client. 409 with `existing` where it may be somebody who is a client already, or was; " +
      "`allow_duplicate` says that it is somebody else",
    run: createClient,
    answer: ClientResource,
    present: clientResource,
    status: created,
    responseHeaders: (client) => ({ ...location(client), ...etag(client) }),
  }),
  getClient: endpoint({
    method: "GET",
    path: "/clients/{id}",
    summary: "One client",
    run: getClient,
    answer: ClientResource,
    present: clientResource,
    responseHeaders: etag,
  }),
  updateClient: endpoint({
    method: "PATCH",
    path: "/clients/{id}",
    summary: "Change fields of a client; null clears one, a missing one stays. Staff may change notes only",
    run: updateClient,
    input: ({ params, body, headers }) => ({ id: params.id, changes: body, version: versionOf(headers) }),
    body: ClientChanges,
    requestHeaders: {
      "If-Match": { required: false, description: "The ETag that was read; another one gives 412" },
    },
    answer: ClientResource,
    present: clientResource,
    responseHeaders: etag,
  }),
  deleteClient: endpoint({
    method: "DELETE",
    path: "/clients/{id}",
    summary: "Delete a client; their attendance is kept",
    run: deleteClient,
  }),
  listNotes: endpoint({
    method: "GET",
    path: "/clients/{id}/notes",
    pathId: "clientId",
    summary: "A client's staff notes, newest first",
    run: listNotes,
    answer: listOf(NoteResource),
    present: listResource(noteResource),
  }),
  createNote: endpoint({
    method: "POST",
    path: "/clients/{id}/notes",
    pathId: "clientId",
    summary: "Write a staff note (signed-in users only: an API key is no author)",
    run: addNote,
    answer: NoteResource,
    present: noteResource,
    status: created,
  }),
  listClientCheckIns: endpoint({
    method: "GET",
    path: "/clients/{id}/check-ins",
    pathId: "clientId",
    summary: "A client's visits, newest first",
    run: listCheckIns,
    answer: listOf(CheckInResource),
    present: listResource(checkInResource),
  }),
  listCheckIns: endpoint({
    method: "GET",
    path: "/check-ins",
    summary: "Visits, newest first, of the center's days from `from` to `to`",
    run: listCheckIns,
    answer: listOf(CheckInResource),
    present: listResource(checkInResource),
  }),
  createCheckIn: endpoint({
    method: "POST",
    path: "/check-ins",
    summary: "Check a client in. 200 for a repeat: the same key, or the same client within 5 minutes",
    run: checkIn,
    input: ({ body, headers }) => ({ ...body, idempotencyKey: headers.get("idempotency-key") ?? "" }),
    body: CheckInInput.omit({ idempotencyKey: true }),
    requestHeaders: {
      "Idempotency-Key": {
        required: true,
        description: "New for each check-in; the same key never makes a second one",
      },
    },
    answer: CheckInResource.extend({
      membership_status: z.enum(statuses),
      membership_warning: z.string().nullable(),
      duplicate: z.boolean(),
    }).meta({ id: "CheckInAnswer" }),
    present: ({ visit, coverage, warning, duplicate }) => ({
      ...checkInResource(visit),
      membership_status: coverage.status,
      membership_warning: warning,
      duplicate,
    }),
    status: ({ duplicate }) => (duplicate ? 200 : 201),
    repeat: "A repeat: the check-in that was there already",
  }),
  checkOut: endpoint({
    method: "POST",
    path: "/check-ins/{id}/check-out",
    summary: "End a visit now",
    run: checkOut,
    answer: CheckInResource,
    present: checkInResource,
  }),
  voidCheckIn: endpoint({
    method: "POST",
    path: "/check-ins/{id}/void",
    summary: "Take a check-in back: anyone within 10 minutes, later a manager with a reason",
    run: voidCheckIn,
    answer: CheckInResource,
    present: checkInResource,
  }),
}
