import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, test, vi } from "vitest"
import { backUp } from "@/lib/backups/back-up"
import { alone } from "@/lib/backups/database"
import { backupState, listBackups } from "@/lib/backups/list"
import { openBackup, prove } from "@/lib/backups/prove"
import { openPlace } from "../../lib/backups/place"
import { beforeTests } from "../../support/before"
import { inMinutes, openCentre } from "../../support/cast"
import { openS3 } from "./s3"

vi.setConfig({ testTimeout: 180_000 })
const centre = openCentre()
const { settings, directory, home, keys } = openPlace(centre.ownerUrl)
const bucket = beforeTests(openS3)
const copyDirectory = join(home, "other disk")

const make = (minutes: number, more: Partial<typeof settings> = {}) =>
  backUp(() => centre.system({ now: inMinutes(minutes) }), {
    ...settings,
    copyDirectory,
    s3: bucket.s3,
    ...more,
  })
const newest = async () => (await listBackups(centre.admin(), {}))[0]

test("a good backup is copied to another directory and to a bucket, and either copy restores", async () => {
  const { file } = await make(0)
  expect(await newest()).toMatchObject({ state: "good", copiedAt: inMinutes(0), copyProblem: null })
  const original = await readFile(join(directory, file))
  expect(bucket.kept.get(`/bucket/folder/${file}`)).toEqual(original)
  expect(await readFile(join(copyDirectory, file))).toEqual(original)
  const proof = await alone(centre.ownerUrl, async (server) =>
    prove(server, centre.ownerUrl, await openBackup(join(copyDirectory, file), keys)),
  )
  expect(proof.rows.users).toBe(2)
})

test("what could not be copied is told and made up for the next time; the backup is good all the same", async () => {
  const wrong = { ...bucket.s3, secretAccessKey: "another secret" }
  const { file } = await make(1, { s3: wrong })
  expect(await newest()).toMatchObject({
    state: "good",
    copiedAt: null,
    copyProblem: "The S3-compatible place answered 403 (SignatureDoesNotMatch).",
  })
  expect((await backupState(centre.admin(), {})).copyProblem).toContain("403")
  expect(bucket.kept.has(`/bucket/folder/${file}`)).toBe(false)
  await make(2)
  expect(bucket.kept.has(`/bucket/folder/${file}`)).toBe(true)
  expect((await listBackups(centre.admin(), {})).every(({ copiedAt }) => copiedAt)).toBe(true)
})

test("a place that is not there is named", async () => {
  await make(3, { s3: { ...bucket.s3, url: "http://127.0.0.1:9/bucket" } })
  expect(await newest()).toMatchObject({
    state: "good",
    copyProblem: expect.stringContaining("does not answer"),
  })
  await rm(copyDirectory, { recursive: true })
  await writeFile(copyDirectory, "")
  await make(4)
  expect((await newest())?.copyProblem).toContain("directory")
  await rm(copyDirectory)
  await mkdir(copyDirectory)
})

test("old copies in the directory go as the originals do; those in the bucket stay", async () => {
  await make(3 * 24 * 60, { keep: { days: 1, weeks: 0, months: 0 } })
  const files = async (path: string) => (await readdir(path)).filter((name) => name.endsWith(".age"))
  expect(await files(directory)).toHaveLength(1)
  expect(await files(copyDirectory)).toEqual(await files(directory))
  expect(bucket.kept.size).toBeGreaterThan(3)
})
