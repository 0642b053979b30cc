"use server"
import { issueCards } from "@/lib/cards/issue"
import { replaceCard, revokeCard } from "@/lib/cards/replace"
import { callAction } from "@/lib/web/call-action"

export const issueCardsAction = callAction(issueCards)
export const replaceCardAction = callAction(replaceCard)
export const revokeCardAction = callAction(revokeCard)
