import "server-only"
import { connect } from "../../db/client"
import { sealerFrom } from "../core/crypto"
import { connectRedis, limiter } from "../core/rate-limit"
import { env } from "../env"

type Shared = ReturnType<typeof open>

const holder = globalThis as typeof globalThis & { becCrm?: Shared }

/** What one server process has once: the database pool, Redis, the sealer, the limiters. Survives hot reloads in development. */
export function shared(): Shared {
  holder.becCrm ??= open()
  return holder.becCrm
}

function open() {
  const { DATABASE_URL, DATABASE_POOL, REDIS_URL, API_REQUESTS_PER_MINUTE, AUTH_SECRET } = env()
  const redis = REDIS_URL ? connectRedis(REDIS_URL) : null
  const minutes = (count: number) => count * 60
  return {
    ...connect(DATABASE_URL, { max: DATABASE_POOL }),
    redis,
    sealer: sealerFrom(AUTH_SECRET),
    limits: {
      wrongPasswords: limiter({ name: "wrong-passwords", allowed: 20, windowSeconds: minutes(15) }, redis),
      wrongKeys: limiter({ name: "wrong-keys", allowed: 30, windowSeconds: minutes(1) }, redis),
      kioskLookUps: limiter({ name: "kiosk-look-ups", allowed: 10, windowSeconds: minutes(1) }, redis),
      wrongPins: limiter({ name: "wrong-pins", allowed: 5, windowSeconds: minutes(15) }, redis),
      wrongPairings: limiter({ name: "wrong-pairings", allowed: 10, windowSeconds: minutes(15) }, redis),
      api: limiter({ name: "api", allowed: API_REQUESTS_PER_MINUTE, windowSeconds: minutes(1) }, redis),
    },
  }
}
