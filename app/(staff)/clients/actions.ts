"use server"
import { createClient } from "@/lib/clients/create"
import { tellApart } from "@/lib/clients/data-quality"
import { deleteClient, restoreClient } from "@/lib/clients/delete"
import { mergeClients } from "@/lib/clients/merge"
import { undoMerge } from "@/lib/clients/undo-merge"
import { updateClient } from "@/lib/clients/update"
import { eraseClient } from "@/lib/erasure/erase"
import { callAction } from "@/lib/web/call-action"

export const createClientAction = callAction(createClient)
export const updateClientAction = callAction(updateClient)
export const deleteClientAction = callAction(deleteClient)
export const restoreClientAction = callAction(restoreClient)
export const eraseClientAction = callAction(eraseClient)
export const mergeClientsAction = callAction(mergeClients)
export const undoMergeAction = callAction(undoMerge)
export const tellApartAction = callAction(tellApart)
