import type postgres from "postgres"

/** Called when a statement is handed to a pool; what it returns is called with the statement's text when it has ended. */
export type Watcher = () => (text: string, failed: boolean) => void

/** The parts of a query of postgres.js that are looked at; tests/db/observe.test.ts holds that it has them. */
type Query = {
  executed: boolean
  active: boolean
  string?: string
  strings: readonly string[]
  handler: unknown
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
  handle: () => unknown
}
type Pool = { max: number; held: number; running: Set<Query> }
type Observed = {
  watchers: Set<Watcher>
  pools: Set<Pool>
  ofHandler: WeakMap<object, Pool>
  patched: WeakSet<Query>
}

// Next's bundles each have this module; they look at the same pools.
const holder = globalThis as typeof globalThis & { becCrmQueries?: Observed }
holder.becCrmQueries ??= {
  watchers: new Set(),
  pools: new Set(),
  ofHandler: new WeakMap(),
  patched: new WeakSet(),
}
const observed = holder.becCrmQueries

/** From now on every statement of this process is told to the watcher. */
export function watchQueries(watcher: Watcher): void {
  observed.watchers.add(watcher)
}

/** The connections of this process that are in use, those there may be, and the statements that wait for one. */
export function poolFigures() {
  const figures = { max: 0, inUse: 0, waiting: 0 }
  for (const { max, held, running } of observed.pools) {
    const active = [...running].filter((query) => query.active).length
    figures.max += max
    figures.inUse += Math.min(max, held + active)
    figures.waiting += running.size - active
  }
  return figures
}

/** Counts what happens in a pool until it is closed. */
export function observePool(sql: postgres.Sql, max: number): void {
  // A query that nobody waits for is never sent.
  const probe = sql.unsafe("") as unknown as Query
  watchHandling(Object.getPrototypeOf(probe))
  const pool: Pool = { max, held: 0, running: new Set() }
  observed.pools.add(pool)
  observed.ofHandler.set(probe.handler as object, pool)
  countHeld(sql, pool)
  const end = sql.end
  sql.end = (options) => end(options).finally(() => observed.pools.delete(pool))
}

type Work = (tx: postgres.TransactionSql) => unknown

/** A transaction and a reserved connection are in use also while nothing is asked of them. */
function countHeld(sql: postgres.Sql, pool: Pool) {
  const begin = sql.begin as (...args: unknown[]) => Promise<unknown>
  const { reserve } = sql
  const holding = (work: Work) => async (tx: postgres.TransactionSql) => {
    pool.held++
    try {
      return await work(tx)
    } finally {
      pool.held--
    }
  }
  sql.begin = ((...args: unknown[]) =>
    begin(...args.slice(0, -1), holding(args.at(-1) as Work))) as typeof sql.begin
  sql.reserve = async () => {
    const connection = await reserve()
    pool.held++
    const { release } = connection
    connection.release = () => {
      pool.held--
      release()
    }
    return connection
  }
}

/** postgres.js sends a query when its `handle` is called first, and ends it by its `resolve` or `reject`. */
function watchHandling(prototype: Query) {
  if (observed.patched.has(prototype)) return
  observed.patched.add(prototype)
  const { handle } = prototype
  prototype.handle = function (this: Query) {
    if (!this.executed) watch(this)
    return handle.call(this)
  }
}

function watch(query: Query) {
  const pool = observed.ofHandler.get(query.handler as object)
  const watching = [...observed.watchers].map((watcher) => watcher())
  if (!pool && watching.length === 0) return
  pool?.running.add(query)
  const { resolve, reject } = query
  const end = (failed: boolean) => {
    pool?.running.delete(query)
    for (const ended of watching) ended(query.string ?? query.strings.join("?"), failed)
  }
  query.resolve = (result) => {
    resolve(result)
    end(false)
  }
  query.reject = (error) => {
    reject(error)
    end(true)
  }
}
