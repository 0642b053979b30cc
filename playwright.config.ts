import { defineConfig } from "@playwright/test"
import { findChromium } from "./scripts/browser"

/** One server on a seeded database serves all tests; each makes the people it needs. */
export default (async () =>
  defineConfig({
    testDir: "tests/e2e",
    outputDir: "test-results/browser",
    globalSetup: "./tests/e2e/global-setup.ts",
    fullyParallel: true,
    workers: 2,
    // What stands for one more case of a path that another test shows, or takes its time.
    grepInvert: process.env.PROOF === "full" ? undefined : /@long/,
    forbidOnly: Boolean(process.env.CI),
    // Bounds, not pauses: a machine may have other work, too.
    timeout: 120_000,
    expect: { timeout: 30_000 },
    use: {
      baseURL: process.env.E2E_URL,
      contextOptions: { reducedMotion: "reduce" },
      actionTimeout: 30_000,
      navigationTimeout: 30_000,
      screenshot: "only-on-failure",
      launchOptions: {
        executablePath: await findChromium(),
        args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-software-rasterizer"],
      },
    },
    projects: [
      { name: "desk", testIgnore: /kiosk[^/]*\.spec\.ts$/, use: { viewport: { width: 1280, height: 800 } } },
      {
        name: "tablet",
        testMatch: /kiosk[^/]*\.spec\.ts$/,
        use: { viewport: { width: 1024, height: 768 }, hasTouch: true },
      },
      {
        name: "phone",
        grep: /@phone/,
        use: { viewport: { width: 360, height: 740 }, hasTouch: true },
      },
    ],
  }))()
