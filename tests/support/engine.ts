import { type ChildProcess, execFile, spawn } from "node:child_process"
import { createHash, randomUUID } from "node:crypto"
import { once } from "node:events"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { json, text } from "node:stream/consumers"
import { promisify } from "node:util"
import { findBinaries } from "../../db/embedded"
import { buildah, makeSystem } from "./image"
import { endedWithTests, waitUntil } from "./processes"
import { installEngine } from "./programs"

export type Engine = Awaited<ReturnType<typeof startEngine>>
export type Ended = { code: number; stdout: string; stderr: string }
export type Container = { id: string; service: string; state: string; health: string }

type Described = { Id: string; State: string; Status: string; Labels: Record<string, string> }

const CGROUPS = "/sys/fs/cgroup"

/**
 * Starts Docker for one test. It has its own processes, mounts and network, so its bridges, firewall rules and ports are
 * nobody else's, and all of it ends with one process, which ends with this one. Throws where no engine can be had.
 */
export async function startEngine() {
  await installEngine()
  const folder = mkdtempSync(join(tmpdir(), "bec-engine-"))
  const socket = join(folder, "docker.sock")
  const cgroup = `bec-${randomUUID().slice(0, 8)}`
  const log: string[] = []
  const daemon = launch(folder, socket, cgroup, log)
  const children: ChildProcess[] = []
  const close = async () => {
    for (const child of [...children, daemon]) await kill(child)
    try {
      await removeCgroups(cgroup)
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
    }
  }
  try {
    await waitUntil(
      "Docker answers",
      () => {
        if (daemon.exitCode !== null) throw new Error("Docker ended.")
        return ask(socket, "/version").then(
          () => true,
          () => false,
        )
      },
      60_000,
    )
  } catch (error) {
    await close()
    throw new Error(`${(error as Error).message}\n${log.join("").slice(-3000)}`)
  }

  /** Runs one of Docker's programs against this engine, with `input` on its stdin. */
  const run = async (program: string, args: string[], { input = "", cwd = folder } = {}): Promise<Ended> => {
    const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: folder, DOCKER_HOST: `unix://${socket}` }
    const child = endedWithTests(spawn(program, args, { cwd, env: env as never }))
    child.stdin.on("error", () => {}).end(input)
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ])
    return { code: Number(code), stdout, stderr }
  }

  return {
    folder,
    run,
    docker: async (...args: string[]) => succeeded(await run("docker", args), `docker ${args[0]}`).stdout,
    /** The containers of a project, also those that ended. */
    containers: async (project: string): Promise<Container[]> => {
      const filters = encodeURIComponent(JSON.stringify({ label: [`com.docker.compose.project=${project}`] }))
      const all = (await ask(socket, `/containers/json?all=1&filters=${filters}`)) as Described[]
      return all.map(({ Id, State, Status, Labels }) => ({
        id: Id,
        service: String(Labels["com.docker.compose.service"]),
        state: /^Exited \(\d+\)/.exec(Status)?.[0] ?? State,
        health: /\((?:health: )?(\w+)\)$/.exec(Status)?.[1] ?? "none",
      }))
    },
    /** Kills all programs of a container as the kernel does that has no memory left: the engine was not asked to. */
    crash: (id: string) => {
      const [hierarchy = CGROUPS] = hierarchies().filter((path) => existsSync(join(path, cgroup, id)))
      const processes = readFileSync(join(hierarchy, cgroup, id, "cgroup.procs"), "utf8")
      for (const pid of processes.split("\n").filter(Boolean)) process.kill(Number(pid), "SIGKILL")
    },
    /** A socket here that leads to a port that containers of this engine publish. */
    portTo: async (port: number): Promise<string> => {
      const path = join(folder, `port-${port}.sock`)
      const relay = `require("node:net").createServer((here) => {
        const there = require("node:net").connect(${port}, "127.0.0.1")
        for (const [from, to] of [[here, there], [there, here]]) from.on("error", () => to.destroy()).pipe(to)
      }).listen(${JSON.stringify(path)})`
      const network = `--net=/proc/${daemon.pid}/ns/net`
      children.push(
        endedWithTests(spawn("nsenter", [network, process.execPath, "--eval", relay], { stdio: "ignore" })),
      )
      await waitUntil(`port ${port} can be reached`, () => existsSync(path))
      return path
    },
    close,
  }
}

/** The result of what had to succeed; throws with all it said. */
export function succeeded(ended: Ended, what: string): Ended {
  if (ended.code === 0) return ended
  throw new Error(
    `${what} ended with ${ended.code}:\n${ended.stdout.slice(-3000)}\n${ended.stderr.slice(-3000)}`,
  )
}

function launch(folder: string, socket: string, cgroup: string, log: string[]): ChildProcess {
  writeFileSync(join(folder, "daemon.json"), "{}")
  const options = {
    "config-file": join(folder, "daemon.json"),
    host: `unix://${socket}`,
    "data-root": join(folder, "data"),
    "exec-root": join(folder, "exec"),
    pidfile: join(folder, "docker.pid"),
    "cgroup-parent": `/${cgroup}`,
    "exec-opt": "native.cgroupdriver=cgroupfs",
    "default-address-pool": "base=10.213.0.0/16,size=24",
    // More than a machine allows itself would be refused.
    "default-ulimit": "nofile=4096:4096",
    // Every network is one of the compose file.
    bridge: "none",
    "log-level": "warn",
  }
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
  // What is in /run elsewhere, above all the socket of a containerd that runs already, is not of this engine.
  const inside = 'mount -t tmpfs tmpfs /run && ip link set lo up && exec dockerd "$@"'
  const alone = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
  const args = ["--pdeathsig", "KILL", "--", ...alone, "tini", "--", "sh", "-c", inside, "sh", ...flags]
  const env = { ...process.env, PATH: "/usr/sbin:/usr/bin:/sbin:/bin" }
  const child = endedWithTests(spawn("setpriv", args, { env, stdio: ["ignore", "pipe", "pipe"] }))
  child.on("error", (error) => log.push(String(error)))
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (said) => log.push(said))
  return child
}

async function kill(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, "exit")
  child.kill("SIGKILL")
  await ended
}

/** One of everything, or before version 2 one of each resource. */
const hierarchies = () =>
  existsSync(join(CGROUPS, "cgroup.controllers"))
    ? [CGROUPS]
    : readdirSync(CGROUPS).map((name) => join(CGROUPS, name))

/** They can be removed once the last process in them is gone. */
async function removeCgroups(name: string) {
  for (const path of hierarchies().map((hierarchy) => join(hierarchy, name)))
    await waitUntil(`${path} is removed`, () => isRemoved(path))
}

function isRemoved(path: string): boolean {
  if (!existsSync(path)) return true
  try {
    for (const entry of readdirSync(path, { withFileTypes: true }))
      if (entry.isDirectory()) isRemoved(join(path, entry.name))
    rmdirSync(path)
    return true
  } catch {
    return false
  }
}

async function ask(socketPath: string, path: string): Promise<unknown> {
  const asked = request({ socketPath, path })
  asked.setTimeout(30_000, () => asked.destroy(new Error("Docker does not answer")))
  const answered = once(asked, "response")
  asked.end()
  const [answer] = await answered
  if (answer.statusCode !== 200) throw new Error(`Docker answers ${path} with ${await text(answer)}`)
  return await json(answer)
}

/** Gives an image of buildah to the engine, under other names. */
export async function loadImage({ folder, docker }: Engine, image: string, names: string[]) {
  const archive = join(folder, `${randomUUID()}.tar`)
  try {
    await buildah("push", "--quiet", image, `docker-archive:${archive}:bec-loaded:now`)
    await docker("load", "--quiet", "--input", archive)
    for (const name of names) await docker("tag", "bec-loaded:now", name)
    await docker("rmi", "bec-loaded:now")
  } finally {
    rmSync(archive, { force: true })
  }
}

/** What the official images of Postgres, Redis and Caddy bring, of Debian's packages: pg_isready is of the client. */
const packages = ["caddy", "postgresql-client-15", "redis-server", "wget"]

/**
 * As the official image of Postgres does: whoever it starts as root, the server runs as `postgres`; at the first start it
 * makes the database that the environment names. Whatever else is asked for is run as it is.
 */
const entrypoint = `#!/bin/sh
set -eu
if [ "$1" != postgres ]; then exec "$@"; fi
if [ "$(id -u)" = 0 ]; then
	mkdir -p "$PGDATA"
	chmod 700 "$PGDATA"
	chmod 3775 /run/postgresql
	find "$PGDATA" /run/postgresql ! -user postgres -exec chown postgres {} +
	exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
	printf '%s\\n' "$POSTGRES_PASSWORD" >/tmp/password
	initdb --pgdata="$PGDATA" --username="$POSTGRES_USER" --pwfile=/tmp/password --encoding=UTF8
	rm /tmp/password
	printf '\\nhost all all all scram-sha-256\\n' >>"$PGDATA/pg_hba.conf"
	printf "listen_addresses = '*'\\nunix_socket_directories = '/run/postgresql'\\n" >>"$PGDATA/postgresql.conf"
	echo "create database $POSTGRES_DB" | postgres --single -D "$PGDATA" postgres
fi
exec "$@"
`

/** Builds one image that stands in for the official ones of Postgres, Redis and Caddy. Resolves to its name. */
export async function buildStandIn(): Promise<string> {
  const version = createHash("sha256")
    .update(JSON.stringify([packages, entrypoint, settings]))
    .digest("hex")
    .slice(0, 12)
  const name = `localhost/bec-stand-in:${version}`
  const images = await buildah("images", "--format", "{{.Name}}:{{.Tag}}")
  if (images.split("\n").includes(name)) return name
  const folder = mkdtempSync(join(tmpdir(), "bec-base-"))
  try {
    const root = join(folder, "root")
    await makeSystem(root, "bookworm", packages)
    const container = await buildah("from", "scratch")
    await buildah("copy", "--quiet", container, root, "/")
    // Only now, for what was copied belongs to root.
    await addPostgres(await buildah("mount", container))
    await buildah("umount", container)
    await buildah("config", ...settings, container)
    await buildah("commit", "--quiet", "--rm", "--format", "docker", container, name)
    return name
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const settings = [
  ...["--entrypoint", '["stand-in"]'],
  ...["--cmd", "caddy run --config /etc/caddy/Caddyfile --adapter caddyfile"],
  ...["--env", "PATH=/usr/local/postgres/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
  ...["--env", "PGDATA=/var/lib/postgresql/18/docker", "--env", "LANG=C.UTF-8"],
  ...["--env", "XDG_CONFIG_HOME=/config", "--env", "XDG_DATA_HOME=/data"],
  ...["--stop-signal", "SIGINT"],
]

/** The programs of Postgres 18, and a home of its user that a new volume takes over. */
async function addPostgres(root: string) {
  const inside = promisify(execFile)
  const there = join(root, "usr/local/postgres")
  mkdirSync(there)
  cpSync(findBinaries(), there, { recursive: true, verbatimSymlinks: true })
  writeFileSync(join(root, "usr/local/bin/stand-in"), entrypoint, { mode: 0o755 })
  for (const program of ["pg_isready", "psql"])
    await inside("chroot", [root, "ln", "-s", `/usr/lib/postgresql/15/bin/${program}`, "/usr/local/bin/"])
  for (const name of ["postgres", "redis", "caddy"])
    await inside("chroot", [root, "sh", "-c", `if id ${name} >&2; then userdel ${name}; fi`])
  const home = ["--home-dir", "/var/lib/postgresql", "--shell", "/bin/sh"]
  await inside("chroot", [root, "useradd", "--system", "--user-group", "--uid", "999", ...home, "postgres"])
  const owner = ["--owner=postgres", "--group=postgres", "--mode=1777"]
  await inside("chroot", [root, "install", "--directory", ...owner, "/var/lib/postgresql"])
}
