/** How old the newest WAL in the archive may be, in seconds, where something was written since: half of what may be lost. */
export const ARCHIVE_TIMEOUT_SECONDS = 150

/**
 * The settings with which Postgres archives into a folder. The command does what the manual asks for: it never takes the
 * place of another file, is content with an equal one, and is done only when the file is on the disk; and it lets the group
 * read, so that the backup process need not be Postgres.
 */
export function archiveSettings(inbox: string): Record<string, string> {
  const to = `"${inbox.replaceAll("%", "%%").replaceAll(/(["\\$`])/g, "\\$1")}/%f"`
  const copy = `cp %p ${to}.part && chmod 640 ${to}.part && sync ${to}.part && mv ${to}.part ${to}`
  return {
    wal_level: "replica",
    archive_mode: "on",
    archive_timeout: `${ARCHIVE_TIMEOUT_SECONDS}s`,
    archive_command: `if test -f ${to}; then cmp -s %p ${to}; else ${copy}; fi`,
  }
}
