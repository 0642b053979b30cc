import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb"
import type { Entry, KioskState } from "@/lib/kiosk/contract"
import type { Language } from "../words/offered"

/** What staff set on this tablet itself. */
export type Preferences = { scanning: boolean; camera: "user" | "environment"; language: Language }

export const usualPreferences: Preferences = { scanning: false, camera: "user", language: "en" }

/** What the tablet keeps beside entries: nothing of any visitor. */
type Meta = {
  offset: number
  /** The server's time at the last contact, and what this page's own steady clock said then. */
  heard: { server: number; mono: number; page: number }
  state: KioskState
  preferences: Preferences
}

interface Kept extends DBSchema {
  entries: { key: string; value: Entry; indexes: { at: number } }
  meta: { key: string; value: Meta[keyof Meta] }
}

const NAME = "kiosk"
let opened: Promise<IDBPDatabase<Kept>> | undefined

function kept() {
  opened ??= openDB<Kept>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("entries", { keyPath: "key" }).createIndex("at", "at")
      db.createObjectStore("meta")
    },
    blocking: closeStore,
    terminated: () => {
      opened = undefined
    },
  })
  opened.catch(() => {
    opened = undefined
  })
  return opened
}

/** Keeps an entry until the server has it; resolves once it is on the disk. */
export async function keepEntries(entries: Entry[]) {
  const tx = (await kept()).transaction("entries", "readwrite", { durability: "strict" })
  for (const entry of entries) tx.store.put(entry)
  await tx.done
}

/** The keys of all entries that wait, oldest first. */
export const waitingKeys = async () => (await kept()).getAllKeysFromIndex("entries", "at")

export const countWaiting = async () => (await kept()).count("entries")

export async function entriesOf(keys: string[]): Promise<Entry[]> {
  const tx = (await kept()).transaction("entries")
  const found = await Promise.all(keys.map((key) => tx.store.get(key)))
  return found.filter((entry) => entry !== undefined)
}

export async function dropEntries(keys: string[]) {
  const tx = (await kept()).transaction("entries", "readwrite")
  for (const key of keys) tx.store.delete(key)
  await tx.done
}

export const remembered = async <K extends keyof Meta>(name: K) =>
  (await (await kept()).get("meta", name)) as Meta[K] | undefined

export async function remember<K extends keyof Meta>(name: K, value: Meta[K]) {
  await (await kept()).put("meta", value, name)
}

/** Removes the whole store; another tab that has it open lets go of it. */
export async function removeStore() {
  await closeStore()
  await deleteDB(NAME)
}

async function closeStore() {
  const db = await opened?.catch(() => undefined)
  opened = undefined
  db?.close()
}
