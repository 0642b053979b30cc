import { type Centre, onCentre } from "./centre"
import { median, ms } from "./figures"
import { load } from "./load"

export type Options = { from: number; to: number; rounds: number; seconds: number }

/** How many times as long each may take. */
const allowed: Record<string, number> = {
  "list all, first page": 1.5,
  "list active, first page": 1.5,
  "list expired, first page": 1.5,
  "list pending, first page": 1.5,
  "search part of a name": 1.5,
  "search two letters": 1.5,
  "search digits of a phone": 1.5,
  "get a client": 1.5,
  "check in": 1.5,
  "page of the clients": 1.5,
  dashboard: 2,
}

/**
 * The same operations at a small and a large centre, asked in turn over one connection: medians, over the rounds, of the
 * median of each. Exits with 1 when one takes more than what is allowed times as long at the large one.
 */
export async function benchGrowth({ from, to, rounds, seconds }: Options): Promise<void> {
  const rows = await onCentre({ clients: from }, (small) =>
    onCentre({ clients: to }, async (large) => {
      const rows = []
      for (const [name, most] of Object.entries(allowed)) {
        const times: Record<"small" | "large", number[]> = { small: [], large: [] }
        for (let round = -1; round < rounds; round++) {
          const [one, other] = [await timeOf(small, name, seconds), await timeOf(large, name, seconds)]
          if (round < 0) continue
          times.small.push(one)
          times.large.push(other)
        }
        const [a, b] = [median(times.small), median(times.large)]
        const ratio = b / a
        rows.push({
          name,
          [`at ${from}`]: ms(a),
          [`at ${to}`]: ms(b),
          ratio: ratio.toFixed(2),
          most,
          ok: ratio <= most,
        })
      }
      return rows
    }),
  )
  console.table(rows)
  process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1
}

async function timeOf({ server, cookie, scenario }: Centre, name: string, seconds: number): Promise<number> {
  const dashboard = () => ({ path: "/", headers: { cookie } })
  const ask = name === "dashboard" ? dashboard : scenario(name).product
  const { p50, errors } = await load(server.url, 1, seconds, () => ask(Math.floor(Math.random() * 1e9)))
  if (errors > 0) throw new Error(`${name}: ${errors} were not answered`)
  return p50
}
