"use server"
import { callAction } from "@/lib/web/call-action"
import { repeatDelivery, repeatPeriod } from "@/lib/webhooks/repeat"
import { dismissInbound, settleInbound } from "@/lib/webhooks/settle"
import {
  addTarget,
  removeTarget,
  rotateSecret,
  sendTest,
  switchTarget,
  updateTarget,
} from "@/lib/webhooks/targets"

export const settleInboundAction = callAction(settleInbound)
export const dismissInboundAction = callAction(dismissInbound)
export const addTargetAction = callAction(addTarget)
export const updateTargetAction = callAction(updateTarget)
export const switchTargetAction = callAction(switchTarget)
export const rotateSecretAction = callAction(rotateSecret)
export const removeTargetAction = callAction(removeTarget)
export const sendTestAction = callAction(sendTest)
export const repeatDeliveryAction = callAction(repeatDelivery)
export const repeatPeriodAction = callAction(repeatPeriod)
