import { advanceImport } from "../../../lib/imports/advance"
import { startCheck } from "../../../lib/imports/check"
import { loadFile } from "../../../lib/imports/load"
import { getImport, listImportRows } from "../../../lib/imports/read"
import { startImport } from "../../../lib/imports/run"
import { undoImport } from "../../../lib/imports/undo"
import type { Centre } from "../../support/cast"

/** What an admin does with a file, one step after the other. */
export function importsOf({ admin, system }: Centre) {
  const load = (text: string | Uint8Array, fileName = "clients.csv") =>
    loadFile(admin(), { fileName, bytes: typeof text === "string" ? Buffer.from(text) : text })
  const preview = async (id: string) => {
    await startCheck(admin(), { id })
    await advanceImport(system, id)
    return await getImport(admin(), { id })
  }
  const write = async (id: string) => {
    await startImport(admin(), { id })
    await advanceImport(system, id)
    return await getImport(admin(), { id })
  }
  const undo = async (id: string) => {
    await undoImport(admin(), { id })
    await advanceImport(system, id)
    return await getImport(admin(), { id })
  }
  const rows = async (id: string) => (await listImportRows(admin(), { id, limit: 100 })).rows
  /** Everything from the file to the clients. */
  const bringIn = async (text: string | Uint8Array) => {
    const { id } = await load(text)
    await preview(id)
    return await write(id)
  }
  return { load, preview, write, undo, rows, bringIn }
}
