import { Command } from "commander"
import { benchPages } from "./pages"

const program = new Command("bench").description(
  "Measures the production build; make it first: npm run build",
)
program
  .command("pages")
  .description("each page's server time with 100,000 clients as a ratio to 200 clients")
  .action(benchPages)
await program.parseAsync()
