import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"

/** Programs that tests drive as an operator's machine would, and the package of Debian that each comes with. */
const programs = {
  // Debian's one binary of Redis goes by its name; this package starts no service.
  "redis-server": { package: "redis-tools", path: "/usr/bin/redis-check-rdb" },
  caddy: { package: "caddy", path: "/usr/bin/caddy" },
  buildah: { package: "buildah", path: "/usr/bin/buildah" },
  debootstrap: { package: "debootstrap", path: "/usr/sbin/debootstrap" },
  faketime: { package: "faketime", path: "/usr/bin/faketime" },
  wapiti: { package: "wapiti", path: "/usr/bin/wapiti" },
} as const
export type Program = keyof typeof programs

/** Where a program is; give its name as `argv0` when starting it. Throws when it is not installed. */
export function pathOf(program: Program): string {
  const { path, package: name } = programs[program]
  if (existsSync(path)) return path
  throw new Error(`${program} is needed and not installed: apt-get install ${name}`)
}

/** Installs what is missing, which takes root on Debian. Throws with the command to run elsewhere. */
export function installPrograms(): void {
  const missing = Object.values(programs).filter(({ path }) => !existsSync(path))
  if (missing.length === 0) return
  const names = missing.map((program) => program.package)
  const command = `apt-get install --no-install-recommends ${names.join(" ")}`
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    throw new Error(
      `The tests of the whole system drive programs that are missing. As root on Debian: ${command}`,
    )
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  execFileSync("apt-get", ["update", "-q"], { env, stdio: "ignore" })
  execFileSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...names], {
    env,
    stdio: "ignore",
  })
}
