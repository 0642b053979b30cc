import { AppError } from "../core/errors"
import type { Sentences } from "../core/told"

/** What is said of each event about backups. */
export const backupSentences: Sentences<"backup"> = {
  "backup.taken": ({ file, good }) => ({
    did: good ? `made and proved the backup ${file}` : `made the backup ${file}, which is not good`,
  }),
  "backup.failed": ({ file, why }) => ({
    did: file
      ? `found that the backup ${file} is not good any more: ${why}`
      : `could not make a backup: ${why}`,
  }),
  "backup.restored": ({ file }) => ({ did: `restored the backup ${file}: everything is as it was then` }),
}

const remedies: Record<string, string> = {
  ENOSPC: "The disk is full: make room where the backups are kept.",
  EDQUOT: "The quota of the disk is used up: make room where the backups are kept.",
  EACCES: "The directory of the backups may not be written to.",
  EROFS: "The directory of the backups is on a disk that cannot be written to.",
  EEXIST: "Where the backups are to be kept is something else than a directory.",
  ENOTDIR: "Where the backups are to be kept is something else than a directory.",
  ENOENT: "The file, or its directory, is not there.",
  EIO: "The disk has a fault (EIO).",
  ECONNREFUSED: "The database does not answer.",
  "42501":
    "The role of DATABASE_OWNER_URL may not do this: it must own the tables and may need CREATEDB (SQLSTATE 42501).",
  "53100": "The disk of the database is full.",
  "55006":
    "Others are connected to the database and may not be cut off: stop the server and the worker, or grant pg_signal_backend to the role of DATABASE_OWNER_URL.",
  "57P01": "The database cut the connection: it was stopped or restarted.",
}

/** Why a backup failed, for people: nothing that Postgres quotes of anybody's data. */
export function whyInWords(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause.message
    const { code } = cause as { code?: string }
    if (code && remedies[code]) return remedies[code]
    if (code && !cause.cause) return `It failed with ${code}.`
  }
  return error instanceof Error ? `It failed: ${error.name}.` : "It failed."
}
