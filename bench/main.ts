import { Command } from "commander"
import { benchBackup } from "./backup"
import { benchCaching } from "./caching"
import { benchImports } from "./imports"
import { benchKiosk } from "./kiosk"
import { againstTheLimit } from "./limit"
import { benchPages } from "./pages"
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
  .action(async (options) => {
    await againstTheLimit(options)
  })
program
  .command("pages")
  .description("each page's server time with 100,000 clients as a ratio to 200 clients")
  .action(benchPages)
program
  .command("imports")
  .description("an import of 100,000 rows as a ratio to COPY of the same rows, and a desk beside it")
  .action(benchImports)
program
  .command("kiosk")
  .description(
    "until the kiosk answers a touch on a processor slowed down four times, beside the sign-in page",
  )
  .action(benchKiosk)
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
