import { execFile, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { homedir, tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { findProcesses, type Process } from "./processes"
import { pathOf } from "./programs"

const run = promisify(execFile)

/** Runs buildah, which builds and runs images without an engine. Resolves to what it printed. */
export async function buildah(...args: string[]): Promise<string> {
  const { stdout } = await run(pathOf("buildah"), args, { maxBuffer: 64 * 1024 * 1024 }).catch((error) => {
    throw new Error(
      `buildah ${args[0]} failed:\n${String(error.stdout).slice(-3000)}\n${error.stderr.slice(-3000)}`,
    )
  })
  return stdout.trim()
}

/**
 * Builds the image of the Dockerfile in `context`. No registry is asked: the base, a Debian with the Node that the
 * Dockerfile names, is made here of Debian's and npm's packages. Resolves to the name of the image.
 */
export async function buildImage(context: string): Promise<string> {
  const base = await buildBase(readFileSync(join(context, "Dockerfile"), "utf8"))
  const mine = mkdtempSync(join(tmpdir(), "bec-npm-"))
  try {
    const image = "localhost/bec-crm:test"
    const volumes = (await npmOfThisMachine(mine)).flatMap((volume) => ["--volume", volume])
    const args = [
      "--isolation",
      "chroot",
      "--format",
      "docker",
      "--build-arg",
      `NODE_IMAGE=${base}`,
      ...volumes,
    ]
    await buildah("bud", ...args, "--tag", image, context)
    return image
  } finally {
    rmSync(mine, { recursive: true, force: true })
  }
}

async function buildBase(dockerfile: string): Promise<string> {
  const [, version, suite] = /NODE_IMAGE=node:(\d+\.\d+\.\d+)-(\w+)-slim/.exec(dockerfile) ?? []
  if (!version || !suite) throw new Error("The Dockerfile names no base such as node:24.1.0-bookworm-slim")
  const name = `localhost/node:${version}-${suite}-slim`
  const images = await buildah("images", "--format", "{{.Name}}:{{.Tag}}")
  if (images.split("\n").includes(name)) return name
  const folder = mkdtempSync(join(tmpdir(), "bec-base-"))
  try {
    const root = join(folder, "root")
    await makeSystem(root, suite, ["ca-certificates", "libstdc++6"])
    await run("chroot", [root, "useradd", "--uid", "1000", "--user-group", "--create-home", "node"])
    await addNode(root, folder, version)
    const container = await buildah("from", "scratch")
    await buildah("copy", "--quiet", container, root, "/")
    await buildah("commit", "--quiet", "--rm", container, name)
    return name
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A Debian in the folder `root`, with these packages of it. */
export async function makeSystem(root: string, suite: string, packages: string[]) {
  const { stdout } = await run("apt-get", ["indextargets", "--format", "$(SITE)"])
  const [mirror = "http://deb.debian.org/debian"] = stdout.split("\n").filter(Boolean)
  const args = ["--variant=minbase", `--include=${packages.join(",")}`, suite, root, mirror]
  await run(pathOf("debootstrap"), args, { maxBuffer: 64 * 1024 * 1024 })
}

async function addNode(root: string, folder: string, version: string) {
  const architecture = process.arch === "arm64" ? "arm64" : "x64"
  await run("npm", ["pack", "--silent", `node-linux-${architecture}@${version}`], { cwd: folder })
  const archive = join(folder, `node-linux-${architecture}-${version}.tgz`)
  const node = ["--strip-components=2", "--directory", join(root, "usr/local/bin"), "package/bin/node"]
  await run("tar", ["--extract", "--file", archive, ...node])
  // Its own word for where it is depends on the Node that runs it.
  const { stdout } = await run("sh", ["-c", 'dirname "$(dirname "$(readlink -f "$(command -v npm)")")"'])
  const modules = join(root, "usr/local/lib/node_modules")
  mkdirSync(modules, { recursive: true })
  cpSync(stdout.trim(), join(modules, "npm"), { recursive: true, verbatimSymlinks: true })
  await run("chroot", [root, "ln", "-s", "../lib/node_modules/npm/bin/npm-cli.js", "/usr/local/bin/npm"])
}

/** How npm reaches its registry from here, for the time of the build only. */
async function npmOfThisMachine(folder: string): Promise<string[]> {
  const setting = async (name: string) => (await run("npm", ["config", "get", name])).stdout.trim()
  const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "")
  const settings = [read(await setting("globalconfig")), read(join(homedir(), ".npmrc"))]
  const authorities = process.env.NODE_EXTRA_CA_CERTS
  if (authorities) settings.push("cafile=/tmp/authorities.pem")
  settings.push("cache=/tmp/npm-cache")
  writeFileSync(join(folder, "npmrc"), settings.join("\n"), { mode: 0o600 })
  const cache = await setting("cache")
  mkdirSync(cache, { recursive: true })
  return [
    `${join(folder, "npmrc")}:/root/.npmrc:ro`,
    `${cache}:/tmp/npm-cache:rw`,
    ...(authorities ? [`${resolve(authorities)}:/tmp/authorities.pem:ro`] : []),
  ]
}

/** A container of an image whose programs run here, in its root, with the machine's network. */
export async function imageContainer(image: string) {
  const id = await buildah("from", "--pull-never", image)
  const root = await buildah("mount", id)
  const before = new Set(writtenIn(root))
  const started: number[] = []
  const start = (command: string[], env: Record<string, string>) => {
    const settings = Object.entries(env).flatMap(([key, value]) => ["--env", `${key}=${value}`])
    const args = ["run", "--isolation", "chroot", ...settings, id, "--", ...command]
    const child = spawn(pathOf("buildah"), args, { stdio: ["ignore", "pipe", "pipe"] })
    const pid = child.pid ?? 0
    started.push(pid)
    let output = ""
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text
      })
    const ended = once(child, "close").then(([code]) => ({ code: Number(code), output }))
    const programs = () => below(pid).filter(({ command: line }) => !line.startsWith("buildah"))
    return {
      ended,
      output: () => output,
      /** The user as whom the program runs. */
      owner: () => programs().map((program) => ownerOf(program.pid))[0],
      /** Ends it as an engine does, and resolves to its exit code. */
      stop: async () => {
        for (const program of programs()) process.kill(program.pid, "SIGTERM")
        return (await ended).code
      },
    }
  }
  return {
    root,
    start,
    /** Runs a command to its end. Buildah drops what is written in the last instant, hence the pause. */
    run: (command: string[], env: Record<string, string>) =>
      start(["sh", "-c", '"$@"; code=$?; sleep 0.5; exit $code', "sh", ...command], env).ended,
    /** The files that its programs wrote. */
    written: () => writtenIn(root).filter((path) => !before.has(path)),
    remove: async () => {
      for (const { pid } of started.flatMap((one) => below(one))) process.kill(pid, "SIGKILL")
      await buildah("umount", id)
      await buildah("rm", id)
    },
  }
}

/** The processes that a process started, and those that these did. */
function below(parent: number): Process[] {
  const all = findProcesses("")
  const of = (pid: number): Process[] =>
    all.filter((one) => one.parent === pid).flatMap((one) => [one, ...of(one.pid)])
  return of(parent)
}

const ownerOf = (pid: number) =>
  String(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1])

const writtenIn = (root: string) =>
  execFileSync("find", [root, "-xdev", "-user", "1000", "-type", "f"], { encoding: "utf8" })
    .split("\n")
    .filter(Boolean)
    .map((path) => path.slice(root.length))
