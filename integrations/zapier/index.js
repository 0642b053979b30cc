// @ts-check
import { defineApp, version as platformVersion } from "zapier-platform-core"
import { authentication } from "./authentication.js"
import { findClient } from "./find-client.js"
import { membershipEvent } from "./membership-event.js"
import app from "./package.json" with { type: "json" }
import { triggers } from "./triggers.js"

export default defineApp({
  version: app.version,
  platformVersion,
  authentication,
  triggers,
  creates: { [membershipEvent.key]: membershipEvent },
  searches: { [findClient.key]: findClient },
})
