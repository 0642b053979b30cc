import { describe, expect, test } from "vitest"
import { readEnv } from "../../../lib/env"

const production = {
  APP_ENV: "production",
  APP_URL: "https://crm.bec.example",
  DATABASE_URL: "postgres://bec:pw@db/bec",
  AUTH_SECRET: "w7Zk2nQ9sX4vB6mT1yR8eU5iO3pA0dFg",
}
const faultsOf = (settings: Record<string, string | undefined>) => {
  try {
    readEnv(settings)
    return []
  } catch (error) {
    return (error as Error).message
      .split("\n")
      .slice(1)
      .map((line) => line.trim().replace(/^- /, ""))
  }
}
const namesOf = (settings: Record<string, string | undefined>) =>
  faultsOf(settings)
    .map((fault) => fault.split(":")[0])
    .sort()

describe("settings", () => {
  test("may all be missing at home", () => {
    expect(readEnv({})).toMatchObject({
      APP_ENV: "development",
      CENTER_TIME_ZONE: "America/Los_Angeles",
      DATABASE_URL: "",
      DATABASE_POOL: 10,
    })
  })

  test("that are blank count as missing", () => {
    const blank = {
      APP_URL: "",
      DATABASE_URL: "",
      REDIS_URL: "",
      AUTH_SECRET: "",
      CENTER_TIME_ZONE: "",
      LOG_LEVEL: "",
    }
    expect(readEnv(blank)).toEqual(readEnv({}))
  })

  test("with faults are refused with every fault at once", () => {
    const bad = {
      APP_ENV: "prod",
      APP_URL: "bec",
      DATABASE_URL: "mysql://x",
      REDIS_URL: "http://x",
      CENTER_TIME_ZONE: "Bakersfield",
      DATABASE_POOL: "0",
      LOG_LEVEL: "loud",
    }
    expect(namesOf(bad)).toEqual(Object.keys(bad).sort())
  })

  test("never show a value in the complaint", () => {
    expect(faultsOf({ ...production, AUTH_SECRET: "tooshort", APP_URL: "http://x" }).join()).not.toContain(
      "tooshort",
    )
  })
})

describe("sites that may call the API", () => {
  test.each([
    ["", []],
    ["https://door.example.org", ["https://door.example.org"]],
    [
      "https://door.example.org, http://localhost:5173",
      ["https://door.example.org", "http://localhost:5173"],
    ],
  ])("%j are read", (CORS_ORIGINS, origins) => {
    expect(readEnv({ CORS_ORIGINS }).CORS_ORIGINS).toEqual(origins)
  })

  test.each(["*", "door.example.org", "https://door.example.org/", "https://door.example.org/path", "null"])(
    "%j is no such list",
    (CORS_ORIGINS) => expect(namesOf({ CORS_ORIGINS })).toEqual(["CORS_ORIGINS"]),
  )

  test("are not without https in production", () => {
    expect(namesOf({ ...production, CORS_ORIGINS: "http://door.example.org" })).toEqual(["CORS_ORIGINS"])
  })
})

describe("in production", () => {
  test("good settings are taken", () => {
    expect(readEnv(production)).toMatchObject(production)
  })

  test("nothing is taken that only a developer may use", () => {
    expect(namesOf({ APP_ENV: "production" })).toEqual(["APP_URL", "AUTH_SECRET", "DATABASE_URL"])
  })

  test.each([
    ["short", "w7Zk2nQ9sX4vB6mT1yR8eU5iO3pA0dF"],
    ["an example", "change-me-change-me-change-me-change-me"],
    ["the development one", "development-only-secret-never-for-production"],
  ])("a secret that is %s is refused", (_, AUTH_SECRET) => {
    expect(namesOf({ ...production, AUTH_SECRET })).toEqual(["AUTH_SECRET"])
  })

  test("an address without https is refused", () => {
    expect(namesOf({ ...production, APP_URL: "http://crm.bec.example" })).toEqual(["APP_URL"])
  })

  test("missing secrets and malformed settings are named together", () => {
    const bad = { ...production, AUTH_SECRET: "", APP_URL: "http://x", CENTER_TIME_ZONE: "Bakersfield" }
    expect(namesOf(bad)).toEqual(["APP_URL", "AUTH_SECRET", "CENTER_TIME_ZONE"])
  })
})
