"use server"
import { grantConsent, revokeConsent } from "@/lib/clients/consents"
import { addContactMethod, directMessages, removeContactMethod } from "@/lib/clients/contact-methods"
import { clientHistory } from "@/lib/clients/history"
import { addNote } from "@/lib/clients/notes"
import { setTags } from "@/lib/clients/tags"
import { inWords } from "@/lib/history/entries"
import { enroll } from "@/lib/memberships/enroll"
import { callAction } from "@/lib/web/call-action"

export const addNoteAction = callAction(addNote)
export const setTagsAction = callAction(setTags)
export const grantConsentAction = callAction(grantConsent)
export const revokeConsentAction = callAction(revokeConsent)
export const addContactMethodAction = callAction(addContactMethod)
export const removeContactMethodAction = callAction(removeContactMethod)
export const directMessagesAction = callAction(directMessages)
export const enrollAction = callAction(enroll)
export const clientHistoryAction = callAction(inWords(clientHistory))
