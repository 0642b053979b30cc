import { z } from "zod"

const blankAsMissing = (value: unknown) => (value === "" ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsMissing, schema.optional())
const withDefault = <T extends z.ZodType>(schema: T, value: string) =>
  z.preprocess((given) => blankAsMissing(given) ?? value, schema)

const timeZone = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat("en-US", { timeZone: zone }))
  } catch {
    return false
  }
}, "is not a time zone such as America/Los_Angeles")

/** Addresses of other sites, without a path, with spaces or commas between. */
const origins = z
  .string()
  .default("")
  .transform((given) => given.split(/[\s,]+/).filter(Boolean))
  .refine((given) => given.every(isOrigin), "is not a list of origins such as https://door.example.org")

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text

const Environment = z.object({
  APP_ENV: withDefault(z.enum(["development", "test", "production"]), "development"),
  APP_URL: withDefault(z.url(), "http://localhost:3000"),
  KIOSK_URL: optional(z.url()),
  CORS_ORIGINS: origins,
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  /** Who owns the tables; empty: the same as DATABASE_URL. */
  DATABASE_OWNER_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  DATABASE_POOL: withDefault(z.coerce.number().int().min(1).max(200), "10"),
  DATA_DIR: withDefault(z.string(), ".data"),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })),
  AUTH_SECRET: optional(z.string()),
  ZAPIER_HMAC_SECRET: optional(z.string()),
  ZAPIER_CATCH_HOOK_URL: optional(z.url({ protocol: /^https?$/ })),
  /** Empty: `production` in production, and `dev_log` elsewhere. */
  ZAPIER_MODE: optional(z.enum(["dev_log", "production"])),
  WEBHOOK_PRIVATE_TARGETS: withDefault(z.enum(["refuse", "allow"]), "refuse"),
  /** Whether messages to clients go out at all. */
  FEATURE_MESSAGING: withDefault(z.enum(["on", "off"]), "off"),
  /** The number from which Textla sends; the Zap gets it with each message. */
  TEXTLA_SENDER: optional(z.string()),
  FEATURE_GGLEAP_SYNC: withDefault(z.enum(["on", "off"]), "off"),
  GGLEAP_API_KEY: optional(z.string()),
  GGLEAP_BASE_URL: withDefault(z.url({ protocol: /^https?$/ }), "https://api.ggleap.com/production"),
  CENTER_NAME: withDefault(z.string(), "Bakersfield eSports Center"),
  CENTER_TIME_ZONE: withDefault(timeZone, "America/Los_Angeles"),
  WORKER: withDefault(z.enum(["inline", "off"]), "off"),
  API_REQUESTS_PER_MINUTE: withDefault(z.coerce.number().int().min(1), "6000"),
  /** Statements that take so long stand in the log. */
  SLOW_QUERY_MS: withDefault(z.coerce.number().int().min(1), "500"),
  /** Who sends it may read the figures; without it nobody may. */
  METRICS_TOKEN: optional(z.string()),
  /** Where a worker of its own gives its figures; empty: nowhere. */
  WORKER_METRICS_PORT: optional(z.coerce.number().int().min(1).max(65_535)),
  LOG_LEVEL: withDefault(z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]), "info"),
})

export type Env = z.output<typeof Environment> & {
  AUTH_SECRET: string
  DATABASE_URL: string
  DATABASE_OWNER_URL: string
}

const DEVELOPMENT_SECRET = "development-only-secret-never-for-production"
const EXAMPLES = /change-?me|example|secret-?here|development-only|replace/i

/**
 * Reads the settings of `source`. Throws one Error that names every fault at once.
 * In production a missing, short or example secret, a missing database and an address without https are faults.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = Environment.safeParse(source)
  const malformed = parsed.error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? []
  const faults = [...malformed, ...productionFaults(source)]
  if (!parsed.success || faults.length > 0)
    throw new Error(`These settings must be corrected:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`)
  return {
    ...parsed.data,
    AUTH_SECRET: parsed.data.AUTH_SECRET ?? DEVELOPMENT_SECRET,
    DATABASE_URL: parsed.data.DATABASE_URL ?? "",
    DATABASE_OWNER_URL: parsed.data.DATABASE_OWNER_URL ?? parsed.data.DATABASE_URL ?? "",
  }
}

/** Looks at the settings as they were given, so that these faults are named beside malformed ones. */
function productionFaults(source: Record<string, string | undefined>): string[] {
  const {
    APP_ENV,
    APP_URL,
    KIOSK_URL,
    CORS_ORIGINS,
    AUTH_SECRET,
    DATABASE_URL,
    ZAPIER_HMAC_SECRET,
    ZAPIER_CATCH_HOOK_URL,
    FEATURE_GGLEAP_SYNC,
    GGLEAP_API_KEY,
    GGLEAP_BASE_URL,
    METRICS_TOKEN,
  } = source
  if (APP_ENV !== "production") return []
  const faults: string[] = []
  if (!AUTH_SECRET) faults.push("AUTH_SECRET: is missing")
  else if (AUTH_SECRET.length < 32) faults.push("AUTH_SECRET: must have at least 32 characters")
  else if (EXAMPLES.test(AUTH_SECRET)) faults.push("AUTH_SECRET: is an example; make your own")
  for (const secret of ZAPIER_HMAC_SECRET?.split(/\s+/).filter(Boolean) ?? []) {
    if (secret.length < 24) faults.push("ZAPIER_HMAC_SECRET: must have at least 24 characters")
    else if (EXAMPLES.test(secret)) faults.push("ZAPIER_HMAC_SECRET: is an example; make your own")
  }
  if (METRICS_TOKEN && METRICS_TOKEN.length < 24)
    faults.push("METRICS_TOKEN: must have at least 24 characters")
  else if (METRICS_TOKEN && EXAMPLES.test(METRICS_TOKEN))
    faults.push("METRICS_TOKEN: is an example; make your own")
  if (!DATABASE_URL) faults.push("DATABASE_URL: is missing; the embedded database is not for production")
  if (!APP_URL?.startsWith("https://")) faults.push("APP_URL: must begin with https://")
  if (CORS_ORIGINS?.includes("http://")) faults.push("CORS_ORIGINS: must begin with https://")
  if (KIOSK_URL && !KIOSK_URL.startsWith("https://")) faults.push("KIOSK_URL: must begin with https://")
  if (ZAPIER_CATCH_HOOK_URL && !ZAPIER_CATCH_HOOK_URL.startsWith("https://"))
    faults.push("ZAPIER_CATCH_HOOK_URL: must begin with https://")
  if (FEATURE_GGLEAP_SYNC === "on" && !GGLEAP_API_KEY) faults.push("GGLEAP_API_KEY: is missing")
  if (GGLEAP_BASE_URL && !GGLEAP_BASE_URL.startsWith("https://"))
    faults.push("GGLEAP_BASE_URL: must begin with https://")
  if (ZAPIER_CATCH_HOOK_URL && !ZAPIER_HMAC_SECRET) faults.push("ZAPIER_HMAC_SECRET: is missing")
  return faults
}

/** What the settings say about events that go out. The target in them is signed with the secret that comes first. */
export function webhookSettings(settings: Env) {
  const { APP_ENV, ZAPIER_MODE, WEBHOOK_PRIVATE_TARGETS, ZAPIER_CATCH_HOOK_URL, ZAPIER_HMAC_SECRET } =
    settings
  return {
    mode: ZAPIER_MODE ?? (APP_ENV === "production" ? ("production" as const) : ("dev_log" as const)),
    privateTargets: WEBHOOK_PRIVATE_TARGETS === "allow",
    url: ZAPIER_CATCH_HOOK_URL ?? null,
    secret: ZAPIER_HMAC_SECRET?.split(/\s+/).find(Boolean) ?? null,
  }
}

/** How to reach ggLeap; null unless the sync is switched on and has its key. */
export function ggleapSettings({ FEATURE_GGLEAP_SYNC, GGLEAP_API_KEY, GGLEAP_BASE_URL }: Env) {
  if (FEATURE_GGLEAP_SYNC !== "on" || !GGLEAP_API_KEY) return null
  return { apiKey: GGLEAP_API_KEY, baseUrl: GGLEAP_BASE_URL }
}

/** Whether messages to clients go out, and from which number. */
export const messageSettings = ({ FEATURE_MESSAGING, TEXTLA_SENDER }: Env) => ({
  on: FEATURE_MESSAGING === "on",
  sender: TEXTLA_SENDER ?? null,
})

let current: Env | undefined

/** The settings of this process, read once. */
export function env(): Env {
  current ??= readEnv(process.env)
  return current
}
