// @ts-check
import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import {
  chmod,
  chown,
  cp,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { restoreLibraryLinks } from "./embedded-binaries.mjs"

const run = promisify(execFile)
const NOBODY = 65534

/** PG* variables and locales of the caller must not reach the server. */
export const cleanEnvironment = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C" }

/**
 * @typedef {{ id: string, dataDir: string, socketDir: string, native: string, settings: Record<string, string> }} Plan
 * @typedef {{ uid: number, gid: number } | undefined} Account the one that runs Postgres; undefined is ourselves
 * @typedef {{ directory: string, bin: string, account: Account, password: string }} Cluster
 */

/**
 * Finds the database files and binaries, and makes what is missing.
 * @param {Plan} plan
 * @returns {Promise<Cluster>}
 */
export async function prepareCluster(plan) {
  const account = await chooseAccount(plan)
  const home = await chooseHome(plan, account)
  const bin = await chooseBinaries(plan, account)
  const directory = join(home, "cluster")
  if (!existsSync(directory)) await initialise(plan, home, bin, account)
  return { directory, bin, account, password: await readPassword(directory) }
}

/** Postgres refuses to run as root. @param {Plan} plan @returns {Promise<Account>} */
async function chooseAccount({ dataDir }) {
  if (process.getuid?.() !== 0) return undefined
  const cluster = join(dataDir, "cluster")
  const owner = existsSync(cluster) ? await stat(cluster) : undefined
  return owner?.uid ? { uid: owner.uid, gid: owner.gid } : { uid: NOBODY, gid: NOBODY }
}

/** @param {Plan} plan @param {Account} account @returns {Promise<string>} */
async function chooseHome(plan, account) {
  if (!account) return plan.dataDir
  const note = join(plan.dataDir, "data-is-elsewhere.txt")
  if (existsSync(note)) return await takeElsewhere(plan, account)
  await chmod(plan.dataDir, 0o711)
  if (await succeeds("/bin/sh", ["-c", 'cd -- "$0"', plan.dataDir], account)) return plan.dataDir
  if (existsSync(join(plan.dataDir, "cluster"))) {
    throw new Error(
      `${plan.dataDir} holds a database, but uid ${account.uid}, which runs it, cannot reach it`,
    )
  }
  // Without the note its data directory was deleted, and the database is meant to be gone with it.
  await rm(elsewhere(plan), { recursive: true, force: true, maxRetries: 5 })
  const home = await takeElsewhere(plan, account)
  await writeFile(
    note,
    `The database files are in ${home}: uid ${account.uid} cannot reach this directory.\n`,
  )
  return home
}

/** @param {Plan} plan */
const elsewhere = (plan) => `/var/tmp/bec-postgres-${plan.id}`

/** @param {Plan} plan @param {{ uid: number, gid: number }} account */
async function takeElsewhere(plan, account) {
  const directory = elsewhere(plan)
  if (!existsSync(directory)) {
    await mkdir(directory, { mode: 0o700 })
    await chown(directory, account.uid, account.gid)
  }
  const found = await lstat(directory)
  if (found.isDirectory() && found.uid === account.uid) return directory
  throw new Error(`${directory} is not a directory of uid ${account.uid}: remove it and start again`)
}

/** @param {Plan} plan @param {Account} account @returns {Promise<string>} */
async function chooseBinaries(plan, account) {
  await restoreLibraryLinks(plan.native)
  const bin = join(plan.native, "bin")
  if (await succeeds(join(bin, "postgres"), ["--version"], account)) return bin
  if (!account) await explainBinaries(join(bin, "postgres"), account)
  return await copyBinaries(plan, /** @type {{ uid: number, gid: number }} */ (account))
}

/** @param {Plan} plan @param {{ uid: number, gid: number }} account */
async function copyBinaries(plan, account) {
  const { version } = JSON.parse(await readFile(join(plan.native, "..", "package.json"), "utf8"))
  const copy = join(await takeElsewhere(plan, account), `native-${version}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${randomBytes(4).toString("hex")}`
    await cp(plan.native, draft, { recursive: true, verbatimSymlinks: true })
    for (const path of [".", ...(await readdir(draft, { recursive: true }))]) {
      await lchown(join(draft, path), account.uid, account.gid)
    }
    await rename(draft, copy)
  }
  await explainBinaries(join(copy, "bin", "postgres"), account)
  return join(copy, "bin")
}

/** @param {string} postgres @param {Account} account */
async function explainBinaries(postgres, account) {
  await run(postgres, ["--version"], { ...account, env: cleanEnvironment, cwd: "/" }).catch((error) => {
    const advice = "set DATABASE_URL to a PostgreSQL server of your own"
    throw new Error(`The PostgreSQL binaries do not run on this system; ${advice}. ${error.message}`)
  })
}

/** @param {string} command @param {string[]} args @param {Account} account */
const succeeds = (command, args, account) =>
  run(command, args, { ...account, env: cleanEnvironment, cwd: "/" }).then(
    () => true,
    () => false,
  )

/**
 * Works beside the final place and renames, so that an interrupted run leaves nothing that looks finished. The draft
 * has a name of its own because the initdb of a killed supervisor may still be writing.
 * @param {Plan} plan @param {string} home @param {string} bin @param {Account} account
 */
async function initialise(plan, home, bin, account) {
  for (const name of await readdir(home)) {
    if (name.startsWith("draft-")) await rm(join(home, name), { recursive: true, force: true, maxRetries: 5 })
  }
  const draft = join(home, `draft-${randomBytes(4).toString("hex")}`)
  const secret = `${draft}.password`
  await writeFile(secret, randomBytes(24).toString("base64url"), { mode: 0o600 })
  await mkdir(draft, { mode: 0o700 })
  if (account) await Promise.all([draft, secret].map((path) => chown(path, account.uid, account.gid)))
  await initdb(plan, draft, secret, bin, account)
  await rename(secret, join(draft, "embedded-password"))
  await rename(draft, join(home, "cluster"))
}

/** @param {Plan} plan @param {string} draft @param {string} secret @param {string} bin @param {Account} account */
async function initdb(plan, draft, secret, bin, account) {
  const args = ["-D", draft, "-U", "postgres", "--auth=scram-sha-256", `--pwfile=${secret}`, "-E", "UTF8"]
  args.push("--no-instructions", ...(plan.settings.fsync === "off" ? ["--no-sync"] : []))
  const options = { ...account, env: cleanEnvironment, cwd: home(draft), timeout: 50_000 }
  try {
    await run(join(bin, "initdb"), [...args, "--locale=C.UTF-8"], options)
  } catch (error) {
    if (!/invalid locale/.test(String(error))) throw error
    // Where the system has no C.UTF-8, Postgres' own one sorts and folds the same way.
    const builtin = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    await run(join(bin, "initdb"), [...args, ...builtin], options)
  }
}

/** @param {string} draft */
const home = (draft) => join(draft, "..")

/** @param {string} directory */
async function readPassword(directory) {
  try {
    return (await readFile(join(directory, "embedded-password"), "utf8")).trim()
  } catch (error) {
    throw new Error(
      `${directory} cannot be read or was not made here. If the database may be lost, delete ${join(directory, "..")}. ${error}`,
    )
  }
}
