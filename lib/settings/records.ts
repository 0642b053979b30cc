import { eq, inArray, sql } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client"
import { settings } from "../../db/schema"
import { defaultSettings, type SettingName, type Settings, SettingValues, settingNames } from "./schema"
import { sameSetting } from "./words"

/** All settings as they are now. A kept value that no longer fits its rule counts as never set. */
export const allSettings = (db: Database): Promise<Settings> => settingsOf(db, settingNames)

/** The same for the settings with these names: one query. */
export async function settingsOf<N extends SettingName>(
  db: Database,
  names: readonly N[],
): Promise<Pick<Settings, N>> {
  const rows = await db
    .select()
    .from(settings)
    .where(inArray(settings.name, [...names]))
  const kept = new Map(rows.map(({ name, value }) => [name, value]))
  return Object.fromEntries(names.map((name) => [name, valid(name, kept.get(name))])) as Pick<Settings, N>
}

/** The kept value of a setting as a column of another query; `settingFrom` tells what it means. */
export const keptSetting = (name: SettingName) =>
  sql<unknown>`(select ${settings.value} from ${settings} where ${settings.name} = ${name})`

/** The setting that a kept value stands for; none is the default. */
export const settingFrom = <N extends SettingName>(name: N, kept: unknown) =>
  valid(name, kept ?? undefined) as Settings[N]

/** Those who change one setting at once take turns, in one order, so that each event tells the value it replaced. */
export async function takeTurns(tx: Transaction, names: readonly SettingName[]): Promise<void> {
  for (const name of names)
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`setting:${name}`}))`)
}

/** Keeps the value of a setting for whoever took their turn; the default is kept as no row at all. */
export async function keepSetting(
  tx: Transaction,
  name: SettingName,
  value: unknown,
  now: Date,
): Promise<void> {
  if (sameSetting(value, defaultSettings[name])) await tx.delete(settings).where(eq(settings.name, name))
  else
    await tx
      .insert(settings)
      .values({ name, value, updatedAt: now })
      .onConflictDoUpdate({ target: settings.name, set: { value, updatedAt: now } })
}

function valid(name: SettingName, value: unknown) {
  if (value === undefined) return defaultSettings[name]
  const parsed = SettingValues.shape[name].safeParse(value)
  return parsed.success ? parsed.data : defaultSettings[name]
}
