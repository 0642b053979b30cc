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
import { amendMembership } from "../../memberships/amend"
import { enroll } from "../../memberships/enroll"
import { listMemberships, listPlans } from "../../memberships/list"
import { createPlan, updatePlan } from "../../memberships/plans"
import { renew } from "../../memberships/renew"
import { AmendReason, MembershipChanges, PlanChanges } from "../../memberships/schema"
import { attendanceByMonth } from "../../reports/attendance"
import { clientsBy } from "../../reports/clients-by"
import { membershipsOverTime } from "../../reports/memberships-over-time"
import { stats } from "../../reports/stats"
import { endpoint } from "./endpoint"
import { versionOf } from "./if-match"
import { importEndpoints } from "./import-endpoints"
import {
  AttendanceResource,
  attendanceResource,
  ClientsByResource,
  clientsByResource,
  MembershipsOverTimeResource,
  membershipsOverTimeResource,
} from "./report-resources"
import {
  CheckInResource,
  ClientResource,
  checkInResource,
  clientResource,
  listOf,
  listResource,
  MembershipResource,
  membershipResource,
  NoteResource,
  noteResource,
  PlanResource,
  planResource,
  StatsResource,
  wholeList,
} from "./resources"

const created = () => 201
const etag = (client: Client) => ({ ETag: `"${client.version}"` })
const location = ({ id }: { id: string }) => ({ Location: `/api/v1/clients/${id}` })

/** Every endpoint of the API by the name under which its route file serves it. openapi.json lists exactly these. */
export const endpoints = {
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
    summary: "Add a client",
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
  listMemberships: endpoint({
    method: "GET",
    path: "/clients/{id}/memberships",
    pathId: "clientId",
    summary: "A client's memberships, the one that ends last first",
    run: listMemberships,
    answer: listOf(MembershipResource),
    present: wholeList(membershipResource),
  }),
  createMembership: endpoint({
    method: "POST",
    path: "/clients/{id}/memberships",
    pathId: "clientId",
    summary: "Give a client a membership; without `ends_on` it lasts as long as its plan",
    run: enroll,
    answer: MembershipResource,
    present: membershipResource,
    status: created,
  }),
  amendMembership: endpoint({
    method: "PATCH",
    path: "/memberships/{id}",
    summary: "Extend, correct or cancel a membership (`cancelled_from`; null takes the cancellation back)",
    run: amendMembership,
    input: ({ params, body: { reason, ...changes } }) => ({ id: params.id, changes, reason }),
    body: z.strictObject({ ...MembershipChanges.shape, reason: AmendReason }),
    answer: MembershipResource,
    present: membershipResource,
  }),
  renewMembership: endpoint({
    method: "POST",
    path: "/memberships/{id}/renewals",
    pathId: "membershipId",
    summary: "Renew a membership, once: the same plan from the day after its end, unless said otherwise",
    run: renew,
    answer: MembershipResource.extend({ duplicate: z.boolean(), message: z.string().nullable() }).meta({
      id: "RenewalAnswer",
    }),
    present: ({ membership, duplicate, message }) => ({
      ...membershipResource(membership),
      duplicate,
      message,
    }),
    status: ({ duplicate }) => (duplicate ? 200 : 201),
    repeat: "It was renewed already: the renewal that is there",
  }),
  listPlans: endpoint({
    method: "GET",
    path: "/plans",
    summary: "The plans that can be given, by name; with `include_retired=true` the others, too",
    run: listPlans,
    answer: listOf(PlanResource),
    present: wholeList(planResource),
  }),
  createPlan: endpoint({
    method: "POST",
    path: "/plans",
    summary: "Add a plan",
    run: createPlan,
    answer: PlanResource,
    present: planResource,
    status: created,
  }),
  updatePlan: endpoint({
    method: "PATCH",
    path: "/plans/{id}",
    summary: "Rename a plan, change its length, retire it or bring it back; its code never changes",
    run: updatePlan,
    input: ({ params, body }) => ({ id: params.id, changes: body }),
    body: PlanChanges,
    answer: PlanResource,
    present: planResource,
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
    summary: "Visits, newest first, of the centre's days from `from` to `to`",
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
    present: ({ visit, client, warning, duplicate }) => ({
      ...checkInResource(visit),
      membership_status: client.coverage.status,
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
  getStats: endpoint({
    method: "GET",
    path: "/stats",
    summary: "The numbers of the dashboard, for today in the centre's time zone",
    run: stats,
    answer: StatsResource,
    present: ({ clientsByStatus, notSeen, checkedInToday, hereNow }) => ({
      clients: clientsByStatus,
      not_seen_for_30_days: notSeen,
      checked_in_today: checkedInToday,
      here_now: hereNow,
    }),
  }),
  getAttendance: endpoint({
    method: "GET",
    path: "/reports/attendance",
    summary:
      "Visits of the centre's days from `from` to `to`: by month, in all, by hour and by weekday (1 is Monday)",
    run: attendanceByMonth,
    answer: AttendanceResource,
    present: attendanceResource,
  }),
  getMembershipsOverTime: endpoint({
    method: "GET",
    path: "/reports/memberships",
    summary: "Clients covered at each month's end, and memberships begun, renewed and ended in the month",
    run: membershipsOverTime,
    answer: MembershipsOverTimeResource,
    present: membershipsOverTimeResource,
  }),
  getClientsBy: endpoint({
    method: "GET",
    path: "/reports/clients",
    summary: "How many clients, covered today or all, have each language, service coordinator or plan",
    run: clientsBy,
    answer: ClientsByResource,
    present: clientsByResource,
  }),
}
