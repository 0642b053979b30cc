/** The settings as they were given. */
export type Given = Record<string, string | undefined>

/** What is wrong with one setting; `kind` is what to do about it. Never the value itself. */
export type Fault = {
  setting: string
  kind: "malformed" | "secret" | "address" | "database" | "incomplete"
  says: string
}

const EXAMPLES = /change-?me|example|secret-?here|development-only|replace/i

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

/** What is wrong for production. Looks at the settings as they were given, so that these faults are named beside malformed ones. */
export function productionFaults(given: Given): Fault[] {
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
export function backupFaults({ BACKUP_DIR, BACKUP_COPY_DIR, ...given }: Given): Fault[] {
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
