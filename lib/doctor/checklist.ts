import type { Check } from "./check"
import { groups } from "./words"

/** The checklist that people read, in Markdown: what `crm doctor` looks at, and what to do where it is not so. */
export function checklistOf(checks: Check[]): string {
  const parts = groups.map((group) => {
    const own = checks.filter((check) => check.group === group)
    return [
      `## ${group}`,
      "",
      "| what is so | when it is not | start |",
      "|---|---|---|",
      ...own.map(row),
      "",
    ].join("\n")
  })
  return [...intro, ...parts].join("\n")
}

const intro = [
  "# Production checklist",
  "",
  "Nobody ticks this list by hand: `crm doctor` looks at each item, and so does *Admin > System*.",
  "A server or a worker does not start where an item says so and is not so; it names all of them at once. This page is made",
  "from the checks themselves by `npx tsx scripts/checklist.ts`, and a test fails when it is not what they say.",
  "",
]

const starts = { always: "refused", "in production": "refused in production" }

const row = ({ title, remedy, stopsStart }: Check) =>
  `| ${title} | ${remedy} | ${stopsStart ? starts[stopsStart] : ""} |`
