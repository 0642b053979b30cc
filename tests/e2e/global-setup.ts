import { demoAccounts } from "../../scripts/seed/people"
import { seedSampleCentre } from "../../scripts/seed/sample-centre"
import { apiKey, makeGgleap } from "../support/ggleap"
import { addApiKey, freshServedDatabase, signInByHttp, startServer } from "../support/server"
import { dayZone } from "./day-zone"

/** The built product on the sample centre; what the tests need to know of it stands in the environment. */
export default async function openSampleCentre() {
  const database = await freshServedDatabase()
  await seedSampleCentre(database.db, { ...database.context, timeZone: dayZone })
  const ggleap = makeGgleap()
  await ggleap.open()
  const server = await startServer(database.url, {
    CENTER_TIME_ZONE: dayZone,
    FEATURE_GGLEAP_SYNC: "on",
    GGLEAP_API_KEY: apiKey,
    GGLEAP_BASE_URL: ggleap.url,
    FEATURE_MESSAGING: "on",
    TEXTLA_SENDER: "+16615550100",
    ZAPIER_MODE: "production",
    WEBHOOK_PRIVATE_TARGETS: "allow",
  })
  process.env.E2E_URL = server.url
  process.env.E2E_GGLEAP_URL = ggleap.url
  process.env.E2E_DATABASE_URL = database.ownerUrl
  process.env.E2E_KEY = (await addApiKey(database.context, "admin")).key
  for (const { email, password, role } of demoAccounts)
    process.env[`E2E_${role.toUpperCase()}_COOKIES`] = await signInByHttp(server.url, email, password)
  return async () => {
    await server.stop()
    await ggleap.close()
    await database.close()
    if (/"level":50/.test(server.output())) throw new Error(`The server had faults:\n${server.output()}`)
  }
}
