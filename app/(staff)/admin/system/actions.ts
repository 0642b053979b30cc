"use server"
import { askForRun } from "@/lib/schedule/runs"
import { callAction } from "@/lib/web/call-action"

export const askForRunAction = callAction(askForRun)
