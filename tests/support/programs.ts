import { execFile } from "node:child_process"
import { existsSync, rmSync, writeFileSync } from "node:fs"
import { promisify } from "node:util"

const run = promisify(execFile)

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

/** A container engine, which the test of docker-compose.yml alone needs. Docker's own packages have it elsewhere. */
const engine = [
  {
    package: "docker.io",
    path: existsSync("/usr/bin/dockerd") ? "/usr/bin/dockerd" : "/usr/sbin/dockerd",
  },
  { package: "docker-compose", path: "/usr/bin/docker-compose" },
  { package: "tini", path: "/usr/bin/tini" },
]

/** Where a program is; give its name as `argv0` when starting it. Throws when it is not installed. */
export function pathOf(program: Program): string {
  const { path, package: name } = programs[program]
  if (existsSync(path)) return path
  throw new Error(`${program} is needed and not installed: apt-get install ${name}`)
}

/** Installs what is missing, which takes root on Debian. Throws with the command to run elsewhere. */
export const installPrograms = () => install(Object.values(programs))

/** The same for the engine. */
export const installEngine = () => install(engine)

async function install(wanted: readonly { package: string; path: string }[]) {
  const missing = wanted.filter(({ path }) => !existsSync(path))
  if (missing.length === 0) return
  const names = missing.map((program) => program.package)
  const command = `apt-get install --no-install-recommends ${names.join(" ")}`
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    throw new Error(
      `The tests of the whole system drive programs that are missing. As root on Debian: ${command}`,
    )
  const apt = (...args: string[]) =>
    run("apt-get", args, {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      maxBuffer: 64 * 1024 * 1024,
    })
  await apt("update", "-q")
  await withoutServices(() => apt("install", "-y", "-q", "--no-install-recommends", "--no-remove", ...names))
}

/** Debian starts the service of what it installs, unless this file forbids it; who has one keeps it. */
async function withoutServices(work: () => Promise<unknown>) {
  const policy = "/usr/sbin/policy-rc.d"
  if (existsSync(policy)) return void (await work())
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 })
  try {
    await work()
  } finally {
    rmSync(policy, { force: true })
  }
}
