import "server-only"
import { cache } from "react"
import { env } from "../env"
import { settingsOf } from "../settings/records"
import { shared } from "./process"

/** The centre's name as every screen shows it, read at most once per request. */
export const centerName = cache(async (): Promise<string> => {
  const { centerName } = await settingsOf(shared().db, ["centerName"])
  return centerName ?? env().CENTER_NAME
})
