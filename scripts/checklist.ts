import { writeFileSync } from "node:fs"
import { checklistOf } from "../lib/doctor/checklist"
import { checks } from "../lib/doctor/checks"

writeFileSync("PRODUCTION_CHECKLIST.md", checklistOf(checks))
