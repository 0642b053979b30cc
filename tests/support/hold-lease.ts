import { leaseEmbeddedPostgres } from "../../db/embedded"

// Started by embedded.test.ts as a process of its own, which it then kills.
const lease = await leaseEmbeddedPostgres({ dataDir: String(process.argv[2]), settings: { fsync: "off" } })
console.log(lease.url)
setInterval(() => {}, 60_000)
