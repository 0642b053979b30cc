"use server"
import { createTag, deleteTag, mergeTag, renameTag } from "@/lib/clients/tag-changes"
import { callAction } from "@/lib/web/call-action"

export const createTagAction = callAction(createTag)
export const renameTagAction = callAction(renameTag)
export const mergeTagAction = callAction(mergeTag)
export const deleteTagAction = callAction(deleteTag)
