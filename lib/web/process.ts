import "server-only"
import { connect } from "../../db/client"
import { sealerFrom } from "../core/crypto"
import { connectRedis, type Limiter, limiter } from "../core/rate-limit"
import { env } from "../env"
import { type LimitName, type LimitRule, limits } from "../limits"

type Shared = ReturnType<typeof open>

const holder = globalThis as typeof globalThis & { becCrm?: Shared }

/** What one server process has once: the database pool, Redis, the sealer, the limiters. Survives hot reloads in development. */
export function shared(): Shared {
  holder.becCrm ??= open()
  return holder.becCrm
}

function open() {
  const {
    DATABASE_URL,
    DATABASE_POOL,
    REDIS_URL,
    API_REQUESTS_PER_MINUTE,
    AUTH_SECRET,
    AUTH_SECRET_PREVIOUS,
  } = env()
  const redis = REDIS_URL ? connectRedis(REDIS_URL) : null
  return {
    ...connect(DATABASE_URL, { max: DATABASE_POOL }),
    redis,
    sealer: sealerFrom(AUTH_SECRET, AUTH_SECRET_PREVIOUS),
    limits: limitersOf({ ...limits, api: { ...limits.api, allowed: API_REQUESTS_PER_MINUTE } }, redis),
  }
}

function limitersOf(rules: Record<LimitName, LimitRule>, redis: Parameters<typeof limiter>[1]) {
  const made = Object.entries(rules).map(([name, rule]) => [name, limiter({ name, ...rule }, redis)])
  return Object.fromEntries(made) as Record<LimitName, Limiter>
}
