import { z } from "zod"
import { backupFaults, type Fault, type Given, productionFaults } from "./env-faults"

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
  /** The secret before, while it is being replaced: it opens, and nothing is sealed with it. */
  AUTH_SECRET_PREVIOUS: optional(z.string()),
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
  /** Where backups are written, and whose age keys open them: several with a space between. */
  BACKUP_DIR: optional(z.string()),
  BACKUP_RECIPIENT: optional(z.string().regex(/^\s*age1[0-9a-z]+(\s+age1[0-9a-z]+)*\s*$/, "is no age1…")),
  BACKUP_KEEP_DAYS: withDefault(z.coerce.number().int().min(1).max(3650), "7"),
  BACKUP_KEEP_WEEKS: withDefault(z.coerce.number().int().min(0).max(520), "4"),
  BACKUP_KEEP_MONTHS: withDefault(z.coerce.number().int().min(0).max(120), "12"),
  BACKUP_COPY_DIR: optional(z.string()),
  /** Where Postgres puts the WAL that it archives, for the backup process to take it from. */
  WAL_ARCHIVE_DIR: optional(z.string()),
  /** Address of a bucket, or of a folder in it. */
  BACKUP_S3_URL: optional(z.url({ protocol: /^https?$/ })),
  BACKUP_S3_REGION: withDefault(z.string(), "us-east-1"),
  BACKUP_S3_ACCESS_KEY_ID: optional(z.string()),
  BACKUP_S3_SECRET_ACCESS_KEY: optional(z.string()),
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
  /** Where traces are sent by OTLP; empty: nowhere. The other OTEL_ variables count, too. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
  LOG_LEVEL: withDefault(z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]), "info"),
})

export type Env = z.output<typeof Environment> & {
  AUTH_SECRET: string
  DATABASE_URL: string
  DATABASE_OWNER_URL: string
}

const DEVELOPMENT_SECRET = "development-only-secret-never-for-production"

/**
 * Reads the settings of `given`. Throws one Error that names every fault at once.
 * In production a missing, short or example secret, a missing database and an address without https are faults.
 */
export function readEnv(given: Given): Env {
  const { settings, malformed } = settingsOf(given)
  const faults = [...malformed, ...(given.APP_ENV === "production" ? productionFaults(given) : [])]
  if (faults.length === 0) return settings
  const lines = faults.map(({ setting, says }) => `  - ${setting}: ${says}`)
  throw new Error(`These settings must be corrected:\n${lines.join("\n")}`)
}

/** Reads the settings of `given` as if it were for production: every fault, and the settings without what is malformed. */
export function examineEnv(given: Given): { settings: Env; faults: Fault[] } {
  const { settings, malformed } = settingsOf(given)
  return { settings, faults: [...malformed, ...productionFaults(given)] }
}

function settingsOf(given: Given): { settings: Env; malformed: Fault[] } {
  const parsed = Environment.safeParse(given)
  const malformed = (parsed.error?.issues ?? []).map(
    ({ path, message }): Fault => ({ setting: path.join("."), kind: "malformed", says: message }),
  )
  const bad = new Set(malformed.map(({ setting }) => setting))
  const sound = Object.fromEntries(Object.entries(given).filter(([name]) => !bad.has(name)))
  const settings = parsed.data ?? Environment.parse(sound)
  return {
    malformed: [...malformed, ...backupFaults(given)],
    settings: {
      ...settings,
      AUTH_SECRET: settings.AUTH_SECRET ?? DEVELOPMENT_SECRET,
      DATABASE_URL: settings.DATABASE_URL ?? "",
      DATABASE_OWNER_URL: settings.DATABASE_OWNER_URL ?? settings.DATABASE_URL ?? "",
    },
  }
}

let current: Env | undefined

/** The settings of this process, read once. */
export function env(): Env {
  current ??= readEnv(process.env)
  return current
}
