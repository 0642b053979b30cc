import { BEGINNING, hashOf, type Sealed } from "./digest"

/** A place in the chain that was written down elsewhere. */
export type Anchor = { position: number; hash: string }

/** What is wrong with one row, without anything of what it says. */
export type Fault = {
  kind:
    | "event changed"
    | "event removed"
    | "event not sealed"
    | "event waits for long"
    | "event removed while it waited"
    | "seal changed"
    | "seals missing"
    | "chain broken"
    | "head changed"
    | "anchor not met"
  position?: number
  /** The last of several that are missing. */
  upTo?: number
  eventId?: string
  type?: string | null
  occurredAt?: Date | null
}

export type Link = Sealed & {
  hash: string
  salt: string | null
  event: { type: string; occurredAt: Date } | null
  rowNow: string | null
  dataNow: string | null
  /** Whether the data was erased, and its salt with it, and the erasure of the client stands in the log, later. */
  erased: boolean
}

/** Goes along the chain, seal by seal in their order, and says what is wrong with each and at the end of all. */
export function chainWalk(anchors: Anchor[] = []) {
  let last: Anchor & { sound: boolean } = { position: 0, hash: BEGINNING, sound: true }
  const expected = new Map(anchors.map(({ position, hash }) => [position, hash]))

  function step(link: Link): Fault[] {
    const { position, eventId, hash } = link
    const about = { position, eventId, ...link.event }
    const sound = hashOf(link) === hash
    const follows = link.previousHash === last.hash
    const faults: Fault[] = missingBetween(last.position, position)
    if (!sound) faults.push({ kind: "seal changed", ...about })
    else if (faults.length === 0 && last.sound && !follows) faults.push({ kind: "chain broken", ...about })
    if (sound) faults.push(...faultOfEvent(link, about))
    if (sound && isOther(expected, position, hash)) faults.push({ kind: "anchor not met", ...about })
    expected.delete(position)
    // One that was moved to before the beginning is named, and nothing is missing for it there.
    last = { position: Math.max(position, 0), hash, sound }
    return faults
  }

  function end(head: Anchor | undefined): Fault[] {
    const beyond = [...expected.keys()].map((position): Fault => ({ kind: "anchor not met", position }))
    if (!head || head.position < last.position) return [...beyond, { kind: "head changed" }]
    const missing = missingBetween(last.position, head.position + 1)
    const differs = missing.length === 0 && last.sound && head.hash !== last.hash
    return [...beyond, ...missing, ...(differs ? [{ kind: "head changed" } as const] : [])]
  }

  return { step, end }
}

function faultOfEvent({ event, ...link }: Link, about: Partial<Fault>): Fault[] {
  if (!event) return [{ kind: "event removed", ...about }]
  const dataHolds = link.dataNow === link.dataDigest || link.erased
  return link.rowNow === link.rowDigest && dataHolds ? [] : [{ kind: "event changed", ...about }]
}

function missingBetween(before: number, after: number): Fault[] {
  const [position, upTo] = [before + 1, after - 1]
  return position > upTo ? [] : [{ kind: "seals missing", position, upTo }]
}

const isOther = (expected: Map<number, string>, position: number, hash: string) =>
  expected.has(position) && expected.get(position) !== hash
