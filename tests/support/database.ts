import { inject } from "vitest"
import { connect } from "../../db/client"
import { cloneTemplate } from "./clones"

declare module "vitest" {
  interface ProvidedContext {
    /** Where test databases may be created. */
    serverUrl: string
    /** The migrated database that they are copies of. */
    template: string
  }
}

/** Returns a migrated, empty database of its own for a test file; `close` in `afterAll` drops it. */
export async function freshDatabase({ max = 10 }: { max?: number } = {}) {
  const clone = await cloneTemplate(inject("serverUrl"), inject("template"))
  const connection = connect(clone.url, { max })
  const close = async () => {
    await connection.close()
    await clone.drop()
  }
  return { url: clone.url, db: connection.db, sql: connection.sql, close }
}
