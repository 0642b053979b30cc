import { mkdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll } from "vitest"

/**
 * What `make` resolves to, filled in before the file's first test and closed after its last where it can be closed.
 * Reading a file to list its tests makes nothing.
 */
export function beforeTests<T extends object>(make: () => T | Promise<T>): T {
  const made = {} as T & { close?: () => unknown }
  beforeAll(async () => {
    Object.assign(made, await make())
  })
  afterAll(() => made.close?.())
  return made
}

/** The path of a folder that is there, and empty, from before the first test until after the last. */
export function temporaryFolder(): string {
  const folder = join(tmpdir(), `bec-${crypto.randomUUID()}`)
  beforeAll(() => {
    mkdirSync(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
