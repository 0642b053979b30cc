import autocannon from "autocannon"

export type Asked = {
  method?: "GET" | "POST" | "PATCH"
  path: string
  headers?: Record<string, string>
  body?: string
}

/** What came of asking for a while: requests per second, milliseconds, and how many were not answered as they should be. */
export type Load = { perSecond: number; p50: number; p99: number; errors: number; answers: number }

/** Asks `url` over so many connections, each always with one request under way, for so many seconds. */
export async function load(
  url: string,
  connections: number,
  seconds: number,
  next: () => Asked,
): Promise<Load> {
  const times: number[] = []
  let wrong = 0
  const began = performance.now()
  const { errors } = await new Promise<autocannon.Result>((done, fail) => {
    const run = autocannon(
      {
        url,
        connections,
        duration: seconds,
        timeout: 60,
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
    run.on("response", (_client, status, _bytes, ms) => {
      times.push(ms)
      if (status >= 400) wrong++
    })
  })
  const elapsed = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    perSecond: times.length / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    errors: errors + wrong,
    answers: times.length,
  }
}
