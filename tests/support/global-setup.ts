import type { TestProject } from "vitest/node"
import { leaseEmbeddedPostgres } from "../../db/embedded"
import { sweepClones } from "./clones"
import { bundlePrograms } from "./program"
import { prepareTemplate } from "./template"

/** Gives the tests a server: TEST_DATABASE_URL, else the embedded one in `.data/test`, which stops after the last run. */
export default async function setup(project: TestProject) {
  const lease = process.env.TEST_DATABASE_URL ? undefined : await leaseTestServer()
  const serverUrl = lease?.url ?? String(process.env.TEST_DATABASE_URL)
  bundlePrograms()
  await sweepClones(serverUrl)
  project.provide("serverUrl", serverUrl)
  project.provide("template", await prepareTemplate(serverUrl))
  return async () => await lease?.release()
}

/** A crash of the machine may lose test data, so nothing waits for the disk. */
const leaseTestServer = () =>
  leaseEmbeddedPostgres({
    dataDir: ".data/test",
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" },
  })
