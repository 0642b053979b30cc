import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

export type Receiver = Awaited<ReturnType<typeof openReceiver>>
export type Arrived = { body: string; headers: IncomingHttpHeaders }

/** Somebody else's server: answers as `answer` says, and keeps what arrived, until it is closed. */
export async function openReceiver(
  answer: (response: ServerResponse, arrived: Arrived) => void = (r) => r.end(),
) {
  const arrived: Arrived[] = []
  const behaviour = { answer }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("error", () => {})
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const one = { body: Buffer.concat(chunks).toString("utf8"), headers: request.headers }
      arrived.push(one)
      behaviour.answer(response, one)
    })
  })
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return { url, arrived, behaviour, close }
}
