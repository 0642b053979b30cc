import { eq, sql } from "drizzle-orm"
import { z } from "zod"
import { settings } from "../../db/schema"
import { AppError } from "../core/errors"
import { operation, query } from "../core/operation"
import { allSettings, settingsOf } from "./records"
import { ChangeSettingInput, defaultSettings, SettingValues } from "./schema"

/** Changes one setting and returns its new value; the default is kept as no row at all. */
export const changeSetting = operation({
  permission: "settings.manage",
  input: ChangeSettingInput,
  async run({ tx, now, record }, { name, value }) {
    const parsed = SettingValues.shape[name].safeParse(value)
    if (!parsed.success) {
      const fields = parsed.error.issues.map(({ path, message }) => ({
        field: [name, ...path].join("."),
        message,
      }))
      throw new AppError("invalid", "Some fields need your attention.", { fields })
    }
    // Those who change one setting at once take turns, so that each event tells the value it replaced.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`setting:${name}`}))`)
    const { [name]: from } = await settingsOf(tx, [name])
    const to = parsed.data
    if (same(from, to)) return to
    if (same(to, defaultSettings[name])) await tx.delete(settings).where(eq(settings.name, name))
    else
      await tx
        .insert(settings)
        .values({ name, value: to, updatedAt: now })
        .onConflictDoUpdate({ target: settings.name, set: { value: to, updatedAt: now } })
    record("setting.changed", { name, from, to })
    return to
  },
})

/** All settings as they are now, defaults included. */
export const listSettings = query({
  permission: "settings.manage",
  input: z.strictObject({}),
  run: ({ db }) => allSettings(db),
})

const same = (a: unknown, b: unknown) => canonical(a) === canonical(b)

/** jsonb gives the keys of an object back in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
