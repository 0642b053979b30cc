"use server"
import { switchMessages } from "@/lib/messages/switch"
import { callAction } from "@/lib/web/call-action"

export const switchMessagesAction = callAction(switchMessages)
