import { afterAll, beforeAll, inject } from "vitest"
import { connect, type Database } from "../../db/client"
import { cloneOf } from "./clones"

declare module "vitest" {
  interface ProvidedContext {
    /** Where test databases may be created. */
    serverUrl: string
    /** The migrated database that they are copies of. */
    template: string
  }
}

type Options = { max?: number }

/**
 * A migrated, empty database of a test file's own, made before its first test and dropped after its last. `db` and `url`
 * are those of the application's role, `sql` and `ownerDb` of the owner, who may do anything; both connect when used.
 */
export function freshDatabase(options?: Options) {
  const { create, ...database } = databaseToMake(options)
  beforeAll(create)
  afterAll(database.close)
  return database
}

/** The same, made at once, for a test that needs one more; whoever asks for it closes it. */
export async function makeDatabase(options?: Options) {
  const { create, ...database } = databaseToMake(options)
  await create()
  return database
}

/** Opens all connections of a pool of ten, so that what is asked at once from then on is done at once. */
export async function connectAll(db: Database): Promise<void> {
  await Promise.all(Array.from({ length: 10 }, () => db.execute("select pg_sleep(0.2)")))
}

function databaseToMake({ max = 10 }: Options = {}) {
  const { url, ownerUrl, create, drop } = cloneOf(inject("serverUrl"), inject("template"))
  const [app, owner] = [connect(url, { max }), connect(ownerUrl, { max })]
  const close = async () => {
    await Promise.all([app.close(), owner.close()])
    await drop()
  }
  return { url, ownerUrl, db: app.db, sql: owner.sql, ownerDb: owner.db, create, close }
}
