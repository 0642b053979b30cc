"use server"
import { createPlan, updatePlan } from "@/lib/memberships/plans"
import { callAction } from "@/lib/web/call-action"

export const createPlanAction = callAction(createPlan)
export const updatePlanAction = callAction(updatePlan)
