import { z } from "zod"
import { amendMembership } from "../../memberships/amend"
import { enroll } from "../../memberships/enroll"
import { listMemberships, listPlans } from "../../memberships/list"
import { createPlan, updatePlan } from "../../memberships/plans"
import { renew } from "../../memberships/renew"
import { AmendReason, MembershipChanges, PlanChanges } from "../../memberships/schema"
import { created, endpoint } from "./endpoint"
import { MembershipResource, membershipResource, PlanResource, planResource } from "./membership-resources"
import { listOf, wholeList } from "./resources"

/** The endpoints for memberships and the plans they are given from. */
export const membershipEndpoints = {
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
}
