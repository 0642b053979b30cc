import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

/** A machine shared with others can be slow for a moment; what passes on a second try only is told by name. */
const retry = process.env.CI ? 1 : 0

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: { alias: { "server-only": here("node_modules/server-only/empty.js"), "@": here(".") } },
  test: {
    pool: "forks",
    // Tests wait for Postgres more than they compute.
    maxWorkers: 3,
    retry,
    setupFiles: "tests/support/one-seed.ts",
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/e2e/**", "tests/server/**", "tests/system/**"],
          isolate: false,
          globalSetup: "tests/support/global-setup.ts",
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        extends: true,
        test: {
          name: "server",
          include: ["tests/server/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: "system",
          include: ["tests/system/**/*.test.ts"],
          globalSetup: "tests/support/system-setup.ts",
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
