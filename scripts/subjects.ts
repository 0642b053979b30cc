import { execFileSync } from "node:child_process"

/**
 * What the tests of the whole system, and the long ones of a browser, are about: where such a file changes, they run in
 * `npm test`, too.
 */
const subjects: Record<string, string[]> = {
  "tests/e2e/account": ["app/(staff)/account", "app/(staff)/admin/users", "lib/users"],
  "tests/e2e/calls-and-entries": ["app/(staff)/check-ins/waiting", "lib/kiosk"],
  "tests/e2e/cards": ["app/(staff)/cards", "lib/cards"],
  "tests/e2e/clients": ["app/(staff)/clients"],
  "tests/e2e/dates": ["lib/core/clock", "lib/core/format"],
  "tests/e2e/dialogs": ["components/forms", "components/ui"],
  "tests/e2e/devices": ["app/(staff)/admin/devices"],
  "tests/e2e/forgiving": ["app/(auth)", "lib/web/session"],
  "tests/e2e/ggleap": ["app/(staff)/admin/ggleap", "lib/ggleap"],
  "tests/e2e/kiosk": ["app/kiosk", "lib/kiosk"],
  "tests/e2e/memberships": ["app/(staff)/memberships", "lib/memberships"],
  "tests/e2e/messages": ["app/(staff)/admin/messages", "lib/messages"],
  "tests/e2e/pages": ["app/(staff)", "components/"],
  "tests/e2e/reports": ["app/(staff)/reports", "lib/reports"],
  "tests/e2e/settings": ["app/(staff)/admin/settings", "lib/settings"],
  "tests/e2e/signing-in": ["app/(auth)", "middleware.ts"],
  "tests/e2e/tags": ["app/(staff)/admin/tags"],
  "tests/e2e/webhook": ["app/(staff)/admin/webhooks", "lib/webhooks"],
  "tests/system/backups": ["lib/backups", "scripts/backup"],
  "tests/system/behind-caddy.test.ts": ["docker/Caddyfile", "middleware.ts", "next.config.js"],
  "tests/system/caddyfile.test.ts": ["docker/Caddyfile"],
  "tests/system/compose.test.ts": ["docker-compose.yml", "docker/", "Dockerfile", "scripts/install"],
  "tests/system/deliveries-killed.test.ts": [
    "lib/webhooks/deliver",
    "lib/webhooks/dispatch",
    "lib/jobs/worker",
  ],
  "tests/system/embedded.test.ts": ["db/embedded"],
  "tests/system/faults-": ["lib/core/unavailable", "lib/core/rate-limit", "db/client", "db/lost-connections"],
  "tests/system/image.test.ts": ["Dockerfile", ".dockerignore", "scripts/bundle", "scripts/health"],
  "tests/system/import-killed.test.ts": [
    "lib/imports/advance",
    "lib/imports/run",
    "lib/imports/write",
    "lib/jobs",
  ],
  "tests/system/instances.test.ts": ["lib/core/rate-limit", "lib/jobs/worker", "docker/Caddyfile"],
  "tests/system/krc": ["lib/krc"],
  "tests/system/limits.test.ts": ["lib/core/rate-limit"],
  "tests/system/observatory.test.ts": ["next.config.js", "middleware.ts", "lib/web/cookies"],
  "tests/system/queries.test.ts": [
    "db/",
    "drizzle/",
    "lib/core/operation",
    "lib/coverage",
    "lib/clients",
    "lib/check-ins",
    "lib/kiosk",
  ],
  "tests/system/restore.test.ts": [
    "lib/backups/restore",
    "lib/backups/load",
    "scripts/backup",
    "scripts/restore",
  ],
  "tests/system/rotation.test.ts": ["lib/core/crypto", "lib/secrets", "lib/web/cookies"],
  "tests/system/scan.test.ts": ["next.config.js", "middleware.ts"],
  "tests/system/upgrade": ["drizzle/", "db/migrate", "lib/upgrade", "scripts/upgrade"],
  "tests/system/wal": ["lib/wal", "docker/wal", "scripts/wal"],
}

export type Touched = { tests: string; because: string }

/** The tests of the whole system whose subject, or which themselves, are among the changed files, each with the reason. */
export function touchedSubjects(changed: string[]): Touched[] {
  return Object.entries(subjects).flatMap(([tests, about]) => {
    const because = changed.find((file) => [tests, ...about].some((start) => file.startsWith(start)))
    return because ? [{ tests, because }] : []
  })
}

/**
 * The files that differ from where this branch left the main one; on the main branch itself, from what `TEST_SINCE` names
 * or else the commit before. What is not committed counts. Empty where there is no repository to ask.
 */
export function changedFiles(): { since: string; files: string[] } {
  const git = (...args: string[]) =>
    execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim()
  const tried = (...args: string[]) => {
    try {
      return git(...args)
    } catch {
      return ""
    }
  }
  const head = tried("rev-parse", "HEAD")
  const named = process.env.TEST_SINCE
  const fork = tried("merge-base", "HEAD", named || "origin/main")
  const since = named || (fork && fork !== head) ? fork : tried("rev-parse", "HEAD~1") || head
  const files = [tried("diff", "--name-only", since), tried("ls-files", "--others", "--exclude-standard")]
  return { since: since.slice(0, 7), files: files.join("\n").split("\n").filter(Boolean) }
}
