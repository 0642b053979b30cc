import "server-only"
import { env } from "../env"
import { ggleapSettings } from "../env-parts"
import { ggleapApi } from "../ggleap/api"

let current: ReturnType<typeof ggleapApi> | undefined

/**
 * The way to ggLeap, made once; undefined while the sync is off. It is not shared by the whole process: Next gives each
 * of its bundles a class AppError of its own, and what one throws another would not know.
 */
export function theGgleap() {
  const settings = ggleapSettings(env())
  if (settings) current ??= ggleapApi(settings)
  return current
}
