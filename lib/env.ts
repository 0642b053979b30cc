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
  /** Where Postgres puts the WAL that it archives, for `npm run backup` to take it from. */
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
const EXAMPLES = /change-?me|example|secret-?here|development-only|replace/i

/** The settings as they were given. */
export type Given = Record<string, string | undefined>

/** What is wrong with one setting; `kind` is what to do about it. Never the value itself. */
export type Fault = {
  setting: string
  kind: "malformed" | "secret" | "address" | "database" | "incomplete"
  says: string
}

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

/** Each secret: how long it must be at least, and whether there is no production without it. Two may stand side by side. */
const secrets = {
  AUTH_SECRET: { atLeast: 32, needed: true, several: false },
  AUTH_SECRET_PREVIOUS: { atLeast: 32, needed: false, several: false },
  ZAPIER_HMAC_SECRET: { atLeast: 24, needed: false, several: true },
  METRICS_TOKEN: { atLeast: 24, needed: false, several: false },
} as const

const addresses = [
  "APP_URL",
  "KIOSK_URL",
  "CORS_ORIGINS",
  "ZAPIER_CATCH_HOOK_URL",
  "GGLEAP_BASE_URL",
] as const

/** Looks at the settings as they were given, so that these faults are named beside malformed ones. */
function productionFaults(given: Given): Fault[] {
  const faults = Object.entries(secrets).flatMap(([setting, rule]) =>
    secretFaults(setting, rule, given[setting]),
  )
  if (!given.DATABASE_URL)
    faults.push({
      setting: "DATABASE_URL",
      kind: "database",
      says: "is missing; the embedded database is not for production",
    })
  for (const setting of addresses)
    if (addressesIn(setting, given[setting]).some((address) => !address.startsWith("https://")))
      faults.push({ setting, kind: "address", says: "must begin with https://" })
  const missing = (setting: string): Fault => ({ setting, kind: "incomplete", says: "is missing" })
  if (given.FEATURE_GGLEAP_SYNC === "on" && !given.GGLEAP_API_KEY) faults.push(missing("GGLEAP_API_KEY"))
  if (given.ZAPIER_CATCH_HOOK_URL && !given.ZAPIER_HMAC_SECRET) faults.push(missing("ZAPIER_HMAC_SECRET"))
  return faults
}

/** Those of other sites stand side by side; without its own address there is no production. */
function addressesIn(setting: (typeof addresses)[number], given = ""): string[] {
  if (setting === "CORS_ORIGINS") return given.split(/[\s,]+/).filter(Boolean)
  return given || setting === "APP_URL" ? [given] : []
}

type SecretRule = { atLeast: number; needed: boolean; several: boolean }

function secretFaults(setting: string, { atLeast, needed, several }: SecretRule, given = ""): Fault[] {
  const fault = (says: string): Fault => ({ setting, kind: "secret", says })
  if (!given) return needed ? [fault("is missing")] : []
  return (several ? given.split(/\s+/).filter(Boolean) : [given]).flatMap((secret) => {
    if (secret.length < atLeast) return [fault(`must have at least ${atLeast} characters`)]
    return EXAMPLES.test(secret) ? [fault("is an example; make your own")] : []
  })
}

/** A backup that nobody could open, or that goes nowhere, is worse than none: it looks like one. */
function backupFaults({ BACKUP_DIR, BACKUP_COPY_DIR, ...given }: Given): Fault[] {
  const needed = [
    ...(BACKUP_DIR ? ["BACKUP_RECIPIENT"] : []),
    ...(given.WAL_ARCHIVE_DIR && !BACKUP_DIR ? ["BACKUP_DIR"] : []),
    ...(given.BACKUP_S3_URL ? ["BACKUP_S3_ACCESS_KEY_ID", "BACKUP_S3_SECRET_ACCESS_KEY"] : []),
  ]
  const faults = needed
    .filter((setting) => !given[setting])
    .map((setting): Fault => ({ setting, kind: "incomplete", says: "is missing" }))
  if (BACKUP_DIR && BACKUP_COPY_DIR === BACKUP_DIR)
    faults.push({
      ...{ setting: "BACKUP_COPY_DIR", kind: "malformed" as const },
      says: "must be another directory than BACKUP_DIR",
    })
  return faults
}

/** What belongs to one machine rather than to the centre. */
const OF_THE_MACHINE =
  /^(DATABASE_|REDIS_|DATA_DIR$|WORKER(_|$)|LOG_LEVEL$|BACKUP_DIR$|BACKUP_COPY_DIR$|WAL_ARCHIVE_DIR$)/

/**
 * How backups are made; null where this process makes none. With them go the settings that another machine would need, and
 * secrets are among those.
 */
export function backupSettings(settings: Env) {
  const { BACKUP_DIR, BACKUP_RECIPIENT, BACKUP_COPY_DIR } = settings
  if (!BACKUP_DIR || !BACKUP_RECIPIENT) return null
  return {
    ownerUrl: settings.DATABASE_OWNER_URL,
    directory: BACKUP_DIR,
    recipients: BACKUP_RECIPIENT.trim().split(/\s+/),
    keep: {
      days: settings.BACKUP_KEEP_DAYS,
      weeks: settings.BACKUP_KEEP_WEEKS,
      months: settings.BACKUP_KEEP_MONTHS,
    },
    copyDirectory: BACKUP_COPY_DIR ?? null,
    s3: s3Settings(settings),
    ...centreSettings(settings),
  }
}

/** How WAL is kept; null where this process has nothing to do with it. */
export function walSettings(settings: Env) {
  const { BACKUP_DIR, BACKUP_RECIPIENT, WAL_ARCHIVE_DIR } = settings
  if (!BACKUP_DIR || !BACKUP_RECIPIENT || !WAL_ARCHIVE_DIR) return null
  return {
    url: settings.DATABASE_OWNER_URL,
    inbox: WAL_ARCHIVE_DIR,
    backupDir: BACKUP_DIR,
    recipients: BACKUP_RECIPIENT.trim().split(/\s+/),
    keepDays: settings.BACKUP_KEEP_DAYS,
    timeZone: settings.CENTER_TIME_ZONE,
  }
}

/** Who makes backups, for a worker: this process, another one that has a directory for them, or nobody. */
export const backupsHere = (settings: Env) =>
  backupSettings(settings) ?? (settings.BACKUP_RECIPIENT ? ("elsewhere" as const) : ("off" as const))

/** What a backup says of the centre. */
export const centreSettings = (settings: Env) => ({
  centre: { name: settings.CENTER_NAME, timeZone: settings.CENTER_TIME_ZONE },
  settings: Object.fromEntries(
    Object.entries(settings)
      .filter(([name, value]) => value !== undefined && !OF_THE_MACHINE.test(name))
      .map(([name, value]) => [name, String(value)]),
  ),
})

function s3Settings(settings: Env) {
  const { BACKUP_S3_URL, BACKUP_S3_ACCESS_KEY_ID, BACKUP_S3_SECRET_ACCESS_KEY, BACKUP_S3_REGION } = settings
  if (!BACKUP_S3_URL || !BACKUP_S3_ACCESS_KEY_ID || !BACKUP_S3_SECRET_ACCESS_KEY) return null
  return {
    url: BACKUP_S3_URL,
    region: BACKUP_S3_REGION,
    accessKeyId: BACKUP_S3_ACCESS_KEY_ID,
    secretAccessKey: BACKUP_S3_SECRET_ACCESS_KEY,
  }
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
