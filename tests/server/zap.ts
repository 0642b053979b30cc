import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { createAppTester } from "zapier-platform-core"
import app from "../../integrations/zapier/index.js"

/** A message as Zapier hands it to a trigger: the headers renamed, the body as text. */
export type RawRequest = { headers: Record<string, string>; content: string }

const tester = createAppTester(app)

/** What Zapier gets from a part of the app, such as `triggers.client_created.operation.performList`. */
// biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer, the test itself says
export function zap(path: string, bundle: object): Promise<any> {
  const whole: Record<string, unknown> = { ...app }
  const part = path.split(".").reduce((inner, name) => inner[name] as never, whole)
  return tester(part as never, bundle as never)
}

/** An address of Zapier's until it is closed, and what arrived there. */
export async function openCatcher() {
  const arrived: RawRequest[] = []
  const catcher = createServer(async (request, response) => {
    const content = (await request.setEncoding("utf8").toArray()).join("")
    const headers = Object.entries(request.headers).map(([name, value]) => [asZapierHas(name), String(value)])
    arrived.push({ headers: Object.fromEntries(headers), content })
    response.end("Caught")
  })
  await new Promise<void>((ready) => catcher.listen(0, "127.0.0.1", ready))
  const close = () => {
    catcher.closeAllConnections()
    catcher.close()
  }
  return { close, url: `http://127.0.0.1:${(catcher.address() as AddressInfo).port}`, arrived }
}

const asZapierHas = (name: string) => `Http-${name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())}`
