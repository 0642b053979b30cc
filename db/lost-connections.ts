import type postgres from "postgres"

type Hold = { lost: boolean }
type Work = (tx: postgres.TransactionSql) => unknown
type Execution = { onexecute?: (connection: { id: number }) => unknown }

/**
 * Keeps a transaction, or whoever reserved a connection, from using it after it was lost. postgres.js would send their
 * next statement, and its own rollback, into a connection that is gone, which throws where nobody can catch it and
 * leaves that connection of the pool dead; or, once it is back, into the transaction of somebody else. Returns what to
 * give to postgres as `onclose`, and what watches its pool; tests/db/lost-connections.test.ts holds that it works.
 */
export function lostConnections() {
  const holds = new Map<number, Hold>()
  const onclose = (id: number) => {
    const hold = holds.get(id)
    if (hold) hold.lost = true
    holds.delete(id)
  }
  const watch = (sql: postgres.Sql) => {
    watchTransactions(sql, holds)
    watchReserved(sql, holds)
  }
  return { onclose, watch }
}

function watchTransactions(sql: postgres.Sql, holds: Map<number, Hold>) {
  const begin = sql.begin as (...args: unknown[]) => Promise<unknown>
  const unsafe = sql.unsafe as (text: string, args?: unknown[], options?: Execution) => unknown
  let beginning: Hold | undefined
  sql.begin = ((...args: unknown[]) => {
    const hold = { lost: false }
    const work = args.at(-1) as Work
    beginning = hold
    try {
      return begin(...args.slice(0, -1), (tx: postgres.TransactionSql) => whileHeld(hold, tx, work))
    } finally {
      beginning = undefined
    }
  }) as typeof sql.begin
  // It sends its `begin` at once, and learns by `onexecute` which connection it got.
  sql.unsafe = ((text: string, args?: unknown[], options?: Execution) => {
    const [hold, onexecute] = [beginning, options?.onexecute]
    if (!hold || !onexecute) return unsafe(text, args, options)
    const held = (connection: { id: number }) => {
      holds.set(connection.id, hold)
      return onexecute(connection)
    }
    return unsafe(text, args, { ...options, onexecute: held })
  }) as typeof sql.unsafe
}

function watchReserved(sql: postgres.Sql, holds: Map<number, Hold>) {
  const { reserve } = sql
  sql.reserve = async () => {
    const [reserved, hold] = [await reserve(), { lost: false }]
    const onexecute = ({ id }: { id: number }) => Boolean(holds.set(id, hold))
    await reserved.unsafe("select 1", [], { onexecute } as never)
    const { release } = reserved
    const guarded = guard(hold, reserved)
    // One that is lost is back among those to be opened already.
    return Object.assign(guarded, { release: () => (hold.lost ? undefined : release()) })
  }
}

/** Once the connection is lost it never ends, so that postgres.js does not send a rollback; who began it was told. */
function whileHeld(hold: Hold, tx: postgres.TransactionSql, work: Work): Promise<unknown> {
  const working = (async () => work(guard(hold, tx)))()
  return new Promise((done, failed) => {
    working.then(
      (result) => hold.lost || done(result),
      (error) => hold.lost || failed(error),
    )
  })
}

function guard<S extends postgres.ReservedSql | postgres.TransactionSql>(hold: Hold, sql: S): S {
  const guarded = <F extends (...args: never[]) => unknown>(call: F) =>
    ((...args: Parameters<F>) => {
      if (hold.lost) throw Object.assign(new Error("the connection was lost"), { code: "CONNECTION_CLOSED" })
      return call(...args)
    }) as F
  const within = (...args: unknown[]) =>
    (sql as { savepoint?: (...all: unknown[]) => unknown }).savepoint?.(
      ...args.slice(0, -1),
      (inner: postgres.TransactionSql) => whileHeld(hold, inner, args.at(-1) as Work),
    )
  const own = {
    unsafe: guarded(sql.unsafe),
    ...("savepoint" in sql && { savepoint: guarded(within as never) }),
  }
  return new Proxy(sql, {
    apply: (_, __, args) => guarded(sql as never as (...all: never[]) => unknown)(...(args as never[])),
    get: (_, key) => (Object.hasOwn(own, key) ? own[key as keyof typeof own] : Reflect.get(sql, key)),
    set: (_, key, value) => Reflect.set(own, key, value),
  })
}
