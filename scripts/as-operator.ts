import { randomUUID } from "node:crypto"
import type postgres from "postgres"
import { connect } from "../db/client"
import { sealerFrom } from "../lib/core/crypto"
import type { Context } from "../lib/core/operation"
import { env } from "../lib/env"

/** Who works at the command line. */
export const operator = () => ({
  actor: { kind: "system" as const, name: "Operator" },
  now: new Date(),
  timeZone: env().CENTER_TIME_ZONE,
  requestId: randomUUID(),
  origin: { channel: "command_line" as const, address: null },
})

/** Does something as the operator, with a connection to the database that is closed afterwards. */
export async function asOperator(work: (ctx: Context, sql: postgres.Sql) => Promise<void>) {
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS, DATABASE_URL } = env()
  const { db, sql, close } = connect(DATABASE_URL, { max: 4 })
  const ctx: Context = { ...operator(), db, sealer: sealerFrom(AUTH_SECRET, AUTH_SECRET_PREVIOUS) }
  await work(ctx, sql).finally(close)
}
