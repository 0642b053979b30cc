"use server"
import { createClient } from "@/lib/clients/create"
import { deleteClient, restoreClient } from "@/lib/clients/delete"
import { eraseClient } from "@/lib/clients/erase"
import { updateClient } from "@/lib/clients/update"
import { callAction } from "@/lib/web/call-action"

export const createClientAction = callAction(createClient)
export const updateClientAction = callAction(updateClient)
export const deleteClientAction = callAction(deleteClient)
export const restoreClientAction = callAction(restoreClient)
export const eraseClientAction = callAction(eraseClient)
