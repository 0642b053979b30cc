import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

/** Whoever only lists the tests starts no database, and reads addresses at which nobody answers. */
const lists = process.argv.includes("list")
const none = "postgres://postgres@127.0.0.1:1/none"
const nobody = { id: "", name: "", email: "", password: "", role: "admin", key: "" } as const
const both = { admin: nobody, staff: nobody }
const nothing = {
  serverUrl: none,
  template: "none",
  served: [
    {
      url: "http://127.0.0.1:1",
      log: "/dev/null",
      databaseUrl: none,
      ownerUrl: none,
      people: { users: both, keys: both },
    },
  ],
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: { alias: { "server-only": here("node_modules/server-only/empty.js"), "@": here(".") } },
  test: {
    pool: "forks",
    // Tests wait for Postgres more than they compute.
    maxWorkers: lists ? 2 : 3,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/e2e/**", "tests/server/**", "tests/system/**"],
          isolate: false,
          globalSetup: lists ? [] : "tests/support/global-setup.ts",
          provide: nothing,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        extends: true,
        test: {
          name: "server",
          include: ["tests/server/**/*.test.ts"],
          maxWorkers: 2,
          isolate: false,
          sequence: { groupOrder: lists ? 0 : 1 },
          globalSetup: lists ? [] : ["tests/support/global-setup.ts", "tests/server/serve.ts"],
          provide: nothing,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: "system",
          include: ["tests/system/**/*.test.ts"],
          globalSetup: lists ? [] : ["tests/support/global-setup.ts", "tests/support/system-setup.ts"],
          provide: nothing,
          fileParallelism: lists,
          isolate: !lists,
          sequence: { groupOrder: lists ? 0 : 2 },
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
