"use server"
import { checkIn } from "@/lib/check-ins/check-in"
import { checkOut } from "@/lib/check-ins/check-out"
import { correctVisit, enterMissedVisits } from "@/lib/check-ins/correct"
import { voidCheckIn } from "@/lib/check-ins/void"
import { callAction } from "@/lib/web/call-action"

export const checkInAction = callAction(checkIn)
export const checkOutAction = callAction(checkOut)
export const correctVisitAction = callAction(correctVisit)
export const enterVisitsAction = callAction(enterMissedVisits)
export const takeBackAction = callAction(voidCheckIn)
