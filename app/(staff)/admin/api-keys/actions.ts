"use server"
import { createApiKey, revokeApiKey } from "@/lib/api-keys/keys"
import { callAction } from "@/lib/web/call-action"

export const createApiKeyAction = callAction(createApiKey)
export const revokeApiKeyAction = callAction(revokeApiKey)
