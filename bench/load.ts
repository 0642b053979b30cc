import autocannon from "autocannon"

export type Asked = {
  method?: "GET" | "POST" | "PATCH"
  path: string
  headers?: Record<string, string>
  body?: string
}

/** What came of asking for a while: requests per second, milliseconds, and how many were not answered as they should be. */
export type Load = { perSecond: number; p50: number; p99: number; errors: number; answers: number }

/** Who has no answer so long after the end waits in vain. */
const PATIENCE_SECONDS = 60

/**
 * Asks `url` over so many connections, each always with one request under way, for so many seconds. They begin when all
 * connections have been answered once: all come at the same moment, as no callers do, and Node lets in only one at a time
 * between its work. What is under way at the end is waited for: a server goes on with what nobody waits for any more, and
 * whatever is measured next would pay.
 */
export async function load(
  url: string,
  connections: number,
  seconds: number,
  next: () => Asked,
): Promise<Load> {
  const times: number[] = []
  let wrong = 0
  let inTime = 0
  const begun = new Set<unknown>()
  let end = Number.POSITIVE_INFINITY
  const { errors } = await new Promise<autocannon.Result>((done, fail) => {
    const run = autocannon(
      {
        url,
        connections,
        duration: seconds + PATIENCE_SECONDS,
        timeout: PATIENCE_SECONDS,
        sampleInt: 100,
        // It writes into the headers it is given.
        requests: [
          {
            setupRequest: (request) => {
              const { headers, ...asked } = next()
              return { ...request, method: "GET", body: "", ...asked, headers: { ...headers } }
            },
          },
        ],
      },
      (error, result) => (error ? fail(error) : done(result)),
    )
    run.on("response", (client, status, _bytes, ms) => {
      if (status >= 400) wrong++
      if (begun.size < connections) {
        if (begun.add(client).size === connections) end = performance.now() + seconds * 1000
        return
      }
      times.push(ms)
      if (performance.now() < end) inTime++
      // This connection asks nothing more, and when none does the run is over.
      else Object.assign(client, { responseMax: 1 })
    })
  })
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    perSecond: inTime / seconds,
    p50: at(0.5),
    p99: at(0.99),
    errors: errors + wrong,
    answers: times.length,
  }
}
