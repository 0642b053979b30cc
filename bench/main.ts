import { writeFileSync } from "node:fs"
import { Command } from "commander"
import { benchBackup } from "./backup"
import { benchCaching } from "./caching"
import { compare } from "./compare"
import { benchEndurance } from "./endurance"
import { benchGrowth } from "./growth"
import { benchImports } from "./imports"
import { benchInteractive } from "./interactive"
import { againstTheLimit } from "./limit"
import { missedIn, rowOf } from "./missed"
import { benchPages } from "./pages"
import { benchStarting } from "./starting"
import { benchWatching } from "./watching"

const program = new Command("bench").description(
  "Measures the production build; make it first: npm run build",
)
const list = (text: string) => text.split(",").map(Number)
const size = (text: string) => Number(text.replace(/k$/, "000").replace(/m$/, "000000"))
program
  .command("limit", { isDefault: true })
  .description("each operation beside a bare server with the best SQL for the same answer")
  .option("--clients <number>", "1k, 10k, 100k or 1m", size, 100_000)
  .option("--rounds <number>", "how often each is asked", Number, 5)
  .option("--seconds <number>", "how long each time", Number, 2)
  .option("--connections <list>", "at how many connections", list, [1, 8, 32])
  .option("--only <part>", "operations whose name has this")
  .option("--json <file>", "where what was measured is written, to be compared")
  .action(async ({ json, ...options }) => {
    const results = await againstTheLimit(options)
    const missed = missedIn(results)
    if (json) writeFileSync(json, JSON.stringify({ results, missed }, null, 2))
    if (missed.length > 0) console.table(missed.map(rowOf))
    process.exitCode = missed.length > 0 ? 1 : 0
  })
program
  .command("compare")
  .description("what two runs of limit wrote, side by side")
  .argument("<before>")
  .argument("<after>")
  .action(compare)
program
  .command("endurance")
  .description("reads and writes mixed, for minutes: errors, latencies, memory")
  .option("--clients <number>", "1k, 10k, 100k or 1m", size, 100_000)
  .option("--connections <number>", "at how many connections", Number, 64)
  .option("--minutes <number>", "for how long", Number, 2)
  .action(benchEndurance)
program
  .command("growth")
  .description("each operation at a large centre as a ratio to a small one")
  .option("--from <number>", "clients of the small one", size, 1000)
  .option("--to <number>", "clients of the large one", size, 1_000_000)
  .option("--rounds <number>", "how often each is asked", Number, 5)
  .option("--seconds <number>", "how long each time", Number, 1)
  .action(benchGrowth)
program
  .command("start")
  .description("from the start of the production server to its first answer")
  .action(benchStarting)
program
  .command("pages")
  .description("each page's server time with 100,000 clients as a ratio to 200 clients")
  .action(benchPages)
program
  .command("imports")
  .description("an import of 100,000 rows as a ratio to COPY of the same rows, and a desk beside it")
  .action(benchImports)
program
  .command("interactive")
  .description("until the kiosk and the list of clients answer a touch on a processor slowed down four times")
  .action(benchInteractive)
program
  .command("backup")
  .description(
    "a backup of 100,000 clients as a ratio to COPY of the same tables, its proof, and the memory of both",
  )
  .action(benchBackup)
program
  .command("caching")
  .description("dashboard and reports counted anew, recalled in the process, and taken from Redis")
  .action(benchCaching)
program
  .command("watching")
  .description("requests that are timed, counted and logged, beside a server that does not")
  .action(benchWatching)
await program.parseAsync()
