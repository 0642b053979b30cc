"use server"
import { startCheck } from "@/lib/imports/check"
import { cancelImport } from "@/lib/imports/end-early"
import { configureImport } from "@/lib/imports/load"
import { startImport } from "@/lib/imports/run"
import { undoImport } from "@/lib/imports/undo"
import { callAction } from "@/lib/web/call-action"

export const configureImportAction = callAction(configureImport)
export const startCheckAction = callAction(startCheck)
export const startImportAction = callAction(startImport)
export const cancelImportAction = callAction(cancelImport)
export const undoImportAction = callAction(undoImport)
