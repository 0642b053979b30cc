import type { Env } from "./env"

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
