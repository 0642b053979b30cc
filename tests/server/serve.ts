import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { connect } from "../../db/client"
import { cloneOf } from "../support/clones"
import { contextOn, inviteUsersAndKeys, startServer } from "../support/server"
import { prepareTemplate } from "../support/template"
import type { Served } from "./centre"

/** What the files that share a centre ask of its settings. */
const settings = {
  CORS_ORIGINS: "https://door.bec.example, https://wall.bec.example",
  KIOSK_URL: "http://kiosk.bec.example",
  ZAPIER_MODE: "production",
  WEBHOOK_PRIVATE_TARGETS: "allow",
  API_REQUESTS_PER_MINUTE: "100000",
  DATABASE_POOL: "10",
}

/** Serves a centre for each process that the tests run in. */
export default async function serve(project: TestProject) {
  const serverUrl = project.getProvidedContext().serverUrl
  const folder = mkdtempSync(join(tmpdir(), "bec-served-"))
  const count = Number(project.vitest.config.maxWorkers)
  const centres = await Promise.all(Array.from({ length: count }, (_, place) => open(place)))
  project.provide(
    "served",
    centres.map(({ served }) => served),
  )
  return async () => {
    for (const { close } of centres) await close()
    rmSync(folder, { recursive: true, force: true })
  }

  async function open(place: number) {
    const clone = cloneOf(serverUrl, await prepareTemplate(serverUrl))
    await clone.create()
    const { db, close: closeApp } = connect(clone.url, { max: 2 })
    const people = await inviteUsersAndKeys(contextOn(db))
    await closeApp()
    const log = join(folder, `server-${place}.log`)
    const server = await startServer(clone.url, settings, { log })
    const served: Served = { url: server.url, log, databaseUrl: clone.url, ownerUrl: clone.ownerUrl, people }
    const close = async () => {
      await server.stop()
      await clone.drop()
    }
    return { served, close }
  }
}
