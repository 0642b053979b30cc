"use server"
import { endOtherSessions, endOwnSession } from "@/lib/users/own-sessions"
import { removePin, setPin } from "@/lib/users/pin"
import {
  confirmSecondFactor,
  makeRecoveryCodes,
  offerSecondFactor,
  removeSecondFactor,
} from "@/lib/users/second-factor"
import { changePassword } from "@/lib/users/set-password"
import { callAction } from "@/lib/web/call-action"

export const changePasswordAction = callAction(changePassword, "wrongProofs")
export const endOwnSessionAction = callAction(endOwnSession)
export const endOtherSessionsAction = callAction(endOtherSessions)
export const offerSecondFactorAction = callAction(offerSecondFactor)
export const confirmSecondFactorAction = callAction(confirmSecondFactor, "wrongProofs")
export const removeSecondFactorAction = callAction(removeSecondFactor, "wrongProofs")
export const makeRecoveryCodesAction = callAction(makeRecoveryCodes, "wrongProofs")
export const setPinAction = callAction(setPin)
export const removePinAction = callAction(removePin)
