import type { z } from "zod"
import { formatExactly, formatMomentAndTime } from "../core/format-moment"
import type { Context, Query } from "../core/operation"
import type { Page } from "../core/page"
import type { Change } from "../core/told"
import { actorInWords, type Happened, inOneLine, toldOf } from "./words"

/** One thing that happened, as a screen shows it; the values that changed where the sentence has no room for them. */
export type Entry = {
  id: string
  who: string
  did: string
  changes: Change[]
  /** Of something new only what it has is of interest. */
  isNew: boolean
  /** The moment for machines, for tooltips, and as people say it. */
  at: { iso: string; exact: string; said: string }
}

type Row = Happened & { id: string; occurredAt: Date }

/** The same history in words, so that no browser has to know the sentences, or gets more of an event than they say. */
export function inWords<S extends z.ZodType>(history: Query<S, Page<Row>>): Query<S, Page<Entry>> {
  const told = async (ctx: Context, input: z.input<S>) => {
    const { rows, nextCursor } = await history(ctx, input)
    return { rows: rows.map((row) => entryOf(row, ctx)), nextCursor }
  }
  return Object.assign(told, history)
}

function entryOf(row: Row, { now, timeZone }: Context): Entry {
  const told = toldOf(row)
  const line = inOneLine(told)
  const { id, type, occurredAt } = row
  return {
    id,
    who: actorInWords(row),
    did: line ?? told.did,
    changes: line === null ? (told.changes ?? []) : [],
    isNew: type === "client.created",
    at: {
      iso: occurredAt.toISOString(),
      exact: formatExactly(occurredAt, timeZone),
      said: formatMomentAndTime(occurredAt, now, timeZone),
    },
  }
}
