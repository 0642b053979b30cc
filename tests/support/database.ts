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

/**
 * Returns a migrated, empty database of its own for a test file; `close` in `afterAll` drops it. `db` and `url` are those
 * of the application's role, `sql` and `ownerDb` of the owner, who may do anything.
 */
export async function freshDatabase({ max = 10 }: { max?: number } = {}) {
  const { url, ownerUrl, drop } = await cloneTemplate(inject("serverUrl"), inject("template"))
  const [app, owner] = [connect(url, { max }), connect(ownerUrl, { max })]
  const close = async () => {
    await Promise.all([app.close(), owner.close()])
    await drop()
  }
  return { url, ownerUrl, db: app.db, sql: owner.sql, ownerDb: owner.db, close }
}
