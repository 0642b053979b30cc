import { z } from "zod"
import { AppError } from "../core/errors"
import { type Inside, operation, query } from "../core/operation"
import { allSettings, keepSetting, settingsOf, takeTurns } from "./records"
import {
  ChangeSettingInput,
  ChangeSettingsInput,
  type SettingName,
  type Settings,
  SettingValues,
  settingNames,
} from "./schema"
import { sameSetting } from "./words"

/**
 * Changes one setting and returns its new value; the default is kept as no row at all. Throws stale when it is
 * not (any more) what the caller says they read.
 */
export const changeSetting = operation({
  permission: "settings.manage",
  input: ChangeSettingInput,
  async run(inside, { name, value, was }) {
    const parsed = SettingValues.shape[name].safeParse(value)
    if (!parsed.success) {
      const fields = parsed.error.issues.map(({ path, message }) => ({
        field: [name, ...path].join("."),
        message,
      }))
      throw new AppError("invalid", "Some fields need your attention.", { fields })
    }
    const changed = await change(inside, { [name]: parsed.data }, was === undefined ? {} : { [name]: was })
    return changed[name]
  },
})

/** Changes several settings, all or none, with an event each, and returns their new values. Throws stale as above. */
export const changeSettings = operation({
  permission: "settings.manage",
  input: ChangeSettingsInput,
  run: (inside, { changes, was = {} }) => change(inside, changes, was),
})

/** All settings as they are now, defaults included. */
export const listSettings = query({
  permission: "settings.manage",
  input: z.strictObject({}),
  run: ({ db }) => allSettings(db),
})

type Work = Pick<Inside, "tx" | "now" | "record">
type Read = Partial<Record<SettingName, unknown>>

async function change({ tx, now, record }: Work, wanted: Partial<Settings>, was: Read) {
  const names = settingNames.filter((name) => wanted[name] !== undefined)
  await takeTurns(tx, names)
  const current: Partial<Settings> = await settingsOf(tx, names)
  refuseStale(current, wanted, was)
  for (const name of names) {
    const [from, to] = [current[name], wanted[name]]
    if (sameSetting(from, to)) continue
    await keepSetting(tx, name, to, now)
    record("setting.changed", { name, from, to })
  }
  return wanted
}

function refuseStale(current: Partial<Settings>, wanted: Partial<Settings>, was: Read) {
  const moved = (Object.keys(was) as SettingName[]).filter(
    (name) =>
      name in wanted && !sameSetting(current[name], was[name]) && !sameSetting(current[name], wanted[name]),
  )
  if (moved.length === 0) return
  const fields = moved.map((name) => ({
    field: name,
    message: "Somebody else changed this in the meantime.",
  }))
  throw new AppError("stale", "Somebody else changed this in the meantime. Nothing was saved.", { fields })
}
