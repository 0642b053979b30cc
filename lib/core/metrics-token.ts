import { createHash, timingSafeEqual } from "node:crypto"
import { env } from "../env"

/** What reading the figures is answered with: 404 where nobody may, 401 to whoever does not send METRICS_TOKEN, else 200. */
export function admissionToMetrics(authorization: string | null | undefined): 200 | 401 | 404 {
  const { METRICS_TOKEN } = env()
  if (!METRICS_TOKEN) return 404
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? ""
  return timingSafeEqual(digest(given), digest(METRICS_TOKEN)) ? 200 : 401
}

const digest = (text: string) => createHash("sha256").update(text).digest()
