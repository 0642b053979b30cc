"use server"
import { inWords } from "@/lib/history/entries"
import { changeSettings } from "@/lib/settings/change"
import { settingsHistory } from "@/lib/settings/history"
import { callAction } from "@/lib/web/call-action"

export const changeSettingsAction = callAction(changeSettings)
export const settingsHistoryAction = callAction(inWords(settingsHistory))
