import { type Browser, chromium } from "@playwright/test"
import { connect } from "../db/client"
import { findChromium } from "../scripts/browser"
import { startServer } from "../tests/support/server"
import { pairByHttp } from "../tests/support/tablet"
import { centreOf, leaseBenchServer } from "./data"
import { median, ms } from "./figures"

const ROUNDS = 7
const SLOWER = 4
const ALLOWED_MS = 2_000

/**
 * How long after the address is asked for the kiosk answers a touch, on a processor slowed down four times, nothing in
 * the browser's cache, against the sign-in page loaded in turn. Exits with 1 when the kiosk's median is above 2 seconds.
 */
export async function benchKiosk(): Promise<void> {
  const lease = await leaseBenchServer()
  const url = await centreOf(lease.url, 200)
  const server = await startServer(url, { LOG_LEVEL: "error" })
  const { db, close } = connect(url, { max: 1 })
  const [name = "", ...value] = (await pairByHttp(server.url, db)).split("=")
  const cookie = { name, value: value.join("="), domain: "localhost", path: "/kiosk" }
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  })
  const times: Record<"kiosk" | "login", number[]> = { kiosk: [], login: [] }
  for (let round = -1; round < ROUNDS; round++)
    for (const page of ["kiosk", "login"] as const) {
      const time = await untilItAnswers(browser, `${server.url}/${page}`, cookie)
      if (round >= 0) times[page].push(time)
    }
  await browser.close()
  await close()
  await server.stop()
  await lease.release()
  const [kiosk, login] = [median(times.kiosk), median(times.login)]
  console.table([
    { slower: SLOWER, kiosk: ms(kiosk), "sign-in": ms(login), ratio: (kiosk / login).toFixed(2) },
  ])
  console.log(kiosk <= ALLOWED_MS ? `Within ${ALLOWED_MS} ms.` : `Above ${ALLOWED_MS} ms.`)
  process.exitCode = kiosk <= ALLOWED_MS ? 0 : 1
}

type Cookie = { name: string; value: string; domain: string; path: string }

/** From the navigation until every button is React's, and the first frame after that. */
async function untilItAnswers(browser: Browser, url: string, cookie: Cookie): Promise<number> {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    serviceWorkers: "block",
  })
  await context.addCookies([cookie])
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER })
  await page.goto(url, { waitUntil: "commit" })
  const answered = await page.waitForFunction(
    // No function with a name: what tsx adds to keep names is not there in the page.
    () => {
      const buttons = [...document.querySelectorAll("button")]
      const alive = buttons.filter((one) => Object.keys(one).some((key) => key.startsWith("__reactProps")))
      return buttons.length > 0 && alive.length === buttons.length && performance.now()
    },
    undefined,
    { polling: "raf" },
  )
  const time = Number(await answered.jsonValue())
  await context.close()
  return time
}
