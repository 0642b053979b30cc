import { createHash } from "node:crypto"
import { Ratelimit } from "@upstash/ratelimit"
import Redis from "ioredis"
import { metrics } from "./metrics"

export type Limit = { name: string; allowed: number; windowSeconds: number }
export type Verdict = { ok: boolean; retryAfterSeconds: number }

/** Counts uses of a key. `use` counts one, `giveBack` one less; `peek` tells whether another would pass. */
export type Limiter = {
  use: (key: string) => Promise<Verdict>
  giveBack: (key: string) => Promise<void>
  peek: (key: string) => Promise<Verdict>
}

/**
 * A sliding-window limiter in Redis, or in this process when there is no Redis or while it does not answer: a limit
 * must not turn a Redis failure into a failure of the desk.
 */
export function limiter(limit: Limit, redis: Redis | null): Limiter {
  const { use, giveBack, peek } = uncounted(limit, redis)
  const counted = async (asked: Promise<Verdict>) => {
    const verdict = await asked
    if (!verdict.ok) metrics().limited.inc({ limit: limit.name })
    return verdict
  }
  return { use: (key) => counted(use(key)), giveBack, peek: (key) => counted(peek(key)) }
}

function uncounted(limit: Limit, redis: Redis | null): Limiter {
  const inProcess = processLimiter(limit)
  if (!redis) return inProcess
  const shared = redisLimiter(limit, redis)
  return {
    use: (key) => shared.use(key).catch(() => inProcess.use(key)),
    giveBack: (key) => shared.giveBack(key).catch(() => inProcess.giveBack(key)),
    peek: (key) => shared.peek(key).catch(() => inProcess.peek(key)),
  }
}

/** A connection that gives up quickly rather than let requests wait for Redis. */
export function connectRedis(url: string): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    connectTimeout: 1000,
    commandTimeout: 1000,
  })
  redis.on("error", () => {})
  return redis
}

function redisLimiter({ name, allowed, windowSeconds }: Limit, redis: Redis): Limiter {
  const ratelimit = new Ratelimit({
    redis: upstashOverIoredis(redis) as never,
    limiter: Ratelimit.slidingWindow(allowed, `${windowSeconds} s`),
    prefix: `limit:${name}`,
    ephemeralCache: false,
    analytics: false,
    timeout: 0,
  })
  const verdict = (ok: boolean, reset: number) => ({ ok, retryAfterSeconds: secondsUntil(reset, Date.now()) })
  return {
    async use(key) {
      const { success, reset } = await ratelimit.limit(key)
      return verdict(success, reset)
    },
    async giveBack(key) {
      await ratelimit.limit(key, { rate: -1 })
    },
    async peek(key) {
      const { remaining, reset } = await ratelimit.getRemaining(key)
      return verdict(remaining > 0, reset)
    },
  }
}

type Window = { start: number; now: number; before: number }

function processLimiter({ allowed, windowSeconds }: Limit): Limiter {
  const length = windowSeconds * 1000
  const windows = new Map<string, Window>()
  const look = (key: string, count: number): Verdict => {
    const time = Date.now()
    const window = moved(windows.get(key), time, length)
    const share = 1 - (time - window.start) / length
    const ok = window.before * share + window.now < allowed
    if (ok && count) window.now += count
    if (count) windows.set(key, window)
    if (windows.size > 10_000) sweep(windows, time - 2 * length)
    return { ok, retryAfterSeconds: secondsUntil(window.start + length, time) }
  }
  return {
    use: async (key) => look(key, 1),
    async giveBack(key) {
      const window = windows.get(key)
      if (window && window.now > 0) window.now -= 1
    },
    peek: async (key) => look(key, 0),
  }
}

function moved(window: Window | undefined, time: number, length: number): Window {
  const start = time - (time % length)
  if (!window || window.start < start - length) return { start, now: 0, before: 0 }
  return window.start === start ? window : { start, now: 0, before: window.now }
}

function sweep(windows: Map<string, Window>, olderThan: number) {
  for (const [key, { start }] of windows) if (start < olderThan) windows.delete(key)
}

const secondsUntil = (moment: number, time: number) => Math.max(1, Math.ceil((moment - time) / 1000))

const sha1 = (script: string) => createHash("sha1").update(script).digest("hex")

/** @upstash/ratelimit asks for evalsha and eval only; its scripts begin with a flag that real Redis does not know. */
function upstashOverIoredis(redis: Redis) {
  const known = new Map<string, string>()
  return {
    evalsha(sha: string, keys: string[], args: unknown[]) {
      const plain = known.get(sha)
      if (!plain) return Promise.reject(new Error("NOSCRIPT not seen yet"))
      return redis.evalsha(plain, keys.length, ...keys, ...args.map(String))
    },
    eval(script: string, keys: string[], args: unknown[]) {
      const plain = script.replace(/^#!lua[^\n]*\n/, "")
      known.set(sha1(script), sha1(plain))
      return redis.eval(plain, keys.length, ...keys, ...args.map(String))
    },
  }
}
