import { readFileSync } from "node:fs"
import { DCLinter } from "dclint"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { archiveSettings } from "@/lib/wal/settings"

test("the containers archive with the settings that crm wal settings prints", () => {
  const { services } = parse(readFileSync("docker/wal.yml", "utf8"))
  const command: string[] = services.postgres.command
  for (const [name, value] of Object.entries(archiveSettings("/wal")))
    expect(command).toContain(`${name}=${value}`)
})

test("docker/wal.yml keeps to the Compose schema", () => {
  const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] })
  const faults = linter.lintFiles(["docker/wal.yml"], false).flatMap(({ messages }) => messages)
  expect(faults.filter(({ rule }) => rule.startsWith("invalid-"))).toEqual([])
})

test("a folder whose name the shell or Postgres would read is written so that they do not", () => {
  expect(archiveSettings('/a "b"/$c%').archive_command).toContain('test -f "/a \\"b\\"/\\$c%%/%f"')
})
