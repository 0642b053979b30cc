import type {
  CallAnswer,
  CheckInAnswer,
  CheckOutAnswer,
  ContactAnswer,
  ContactRequest,
  LookUpAnswer,
  LookUpRequest,
  Outside,
  PairRequest,
  Problem,
  SyncAnswer,
  SyncRequest,
  TicketsRequest,
  UndoRequest,
  UnlockAnswer,
  UnlockRequest,
  UnpairRequest,
} from "@/lib/kiosk/contract"

/** `network`: no answer of the server came; whether it did what was asked is not known. */
export type Refusal = Problem | "network"
export type Answer<T> = { data: T; problem?: undefined } | { data?: undefined; problem: Refusal }

/** After this many milliseconds without an answer the network counts as away. */
const PATIENCE = 6000

type Listener = {
  /** The server says that this tablet is not, or no longer, let in. */
  onOutside: (why: Outside) => void
  /** Whether an answer came. */
  onReach: (reached: boolean) => void
}

/** The calls to the server. */
export function callsTo({ onOutside, onReach }: Listener) {
  const call =
    <Q, A>(name: string) =>
    async (request: Q): Promise<Answer<A>> => {
      const answer = await ask<A>(name, request)
      onReach(answer.problem !== "network")
      if (answer.problem === "unpaired" || answer.problem === "revoked") onOutside(answer.problem)
      return answer
    }
  return {
    pair: call<PairRequest, object>("pair"),
    contact: call<ContactRequest, ContactAnswer>("contact"),
    lookUp: call<LookUpRequest, LookUpAnswer>("look-up"),
    checkIn: call<TicketsRequest, CheckInAnswer>("check-in"),
    checkOut: call<TicketsRequest, CheckOutAnswer>("check-out"),
    undo: call<UndoRequest, object>("undo"),
    sync: call<SyncRequest, SyncAnswer>("sync"),
    callStaff: call<object, CallAnswer>("call"),
    unlock: call<UnlockRequest, UnlockAnswer>("unlock"),
    unpair: call<UnpairRequest, object>("unpair"),
  }
}

export type Calls = ReturnType<typeof callsTo>

async function ask<A>(name: string, request: unknown): Promise<Answer<A>> {
  try {
    const response = await fetch(`/kiosk/calls/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    })
    // A proxy answers so while the server behind it is away.
    if ([502, 503, 504].includes(response.status)) return { problem: "network" }
    const body = await response.json()
    return response.ok ? { data: body } : { problem: body.problem ?? "unexpected" }
  } catch {
    return { problem: "network" }
  }
}
