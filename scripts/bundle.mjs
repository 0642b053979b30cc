// @ts-check
import { chmodSync } from "node:fs"
import { build } from "esbuild"

/** The programs of the image, each with all that it imports but what is native, which the standalone output has. */
const programs = ["start", "worker", "backup", "crm", "health"]

await build({
  entryPoints: programs.map((name) => `scripts/${name}.ts`),
  outdir: ".bundle",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22",
  external: ["@node-rs/argon2"],
  // Packages in the older format ask for Node's own modules by `require`.
  banner: {
    js: `#!/usr/bin/env node
import { createRequire as requireOf } from "node:module"
const require = requireOf(import.meta.url)`,
  },
  logLevel: "warning",
})
for (const name of programs) chmodSync(`.bundle/${name}.mjs`, 0o755)
