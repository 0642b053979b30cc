import type { KioskState, Person, TicketsRequest, UnlockAnswer, Way } from "@/lib/kiosk/contract"
import type { Calls, Refusal } from "./calls"
import { newKey } from "./new-key"
import { keepGiven, keepTickets } from "./offline/keep"
import type { Aim, PinProblem, Step } from "./steps"

type Setting = {
  calls: Calls
  take: (step: Step) => void
  /** Of whom it is the turn now, or was until a moment ago. */
  turn: () => number
  box: () => KioskState["box"]
  /** An entry was kept for later. */
  onKept: () => void
  onCutOff: () => void
}

/** What a visitor or a staff member asks of the server, and what the screen shows of its answer. */
export function conversation({ calls, take, turn: now, box, onKept, onCutOff }: Setting) {
  const ask = () => {
    const turn = now() + 1
    take({ type: "ask", turn })
    return turn
  }
  /** Without an answer the entry is kept, but never for somebody who went back to the start meanwhile. */
  const orKeep = async (problem: Refusal, turn: number, keep: () => Promise<boolean>) => {
    if (problem === "network" && now() > turn) return
    const kept = problem === "network" && (await keep().catch(() => false))
    take({ type: kept ? "kept" : "desk", turn })
    if (kept) onKept()
  }

  async function lookUp(way: Way, value: string) {
    const turn = ask()
    const { data, problem } = await calls.lookUp({ way, value })
    if (problem) return await orKeep(problem, turn, () => keepGiven(way, value, box()))
    take({ type: "found", turn, people: data.people })
  }

  async function enter(people: Person[], request: TicketsRequest) {
    const turn = ask()
    const { data, problem } = await calls.checkIn(request)
    if (problem) return await orKeep(problem, turn, () => keepTickets(request))
    take({ type: "came", turn, people, answer: data })
  }

  async function leave(request: TicketsRequest) {
    const turn = ask()
    const { data } = await calls.checkOut(request)
    take(data ? { type: "left", turn, answer: data } : { type: "desk", turn })
  }

  return {
    lookUp,
    confirm: (aim: Aim, people: Person[]) => {
      const request = { people: people.map(({ ticket }) => ({ ticket, key: newKey() })) }
      return aim === "in" ? enter(people, request) : leave(request)
    },
    undo: async (ticket: string) => {
      const turn = ask()
      const { problem } = await calls.undo({ ticket })
      take({ type: problem ? "desk" : "undone", turn })
    },
    unlock: async (pin: string) => {
      const turn = ask()
      const { data, problem } = await calls.unlock({ pin })
      take(data ? { type: "unlocked", turn, staff: data } : refused(turn, problem))
    },
    unpair: async (pin: string) => {
      const turn = ask()
      const { problem } = await calls.unpair({ pin })
      if (problem) take(refused(turn, problem))
      else onCutOff()
    },
  }
}

export type Conversation = ReturnType<typeof conversation>
export type Staff = UnlockAnswer

const pinProblems: Partial<Record<Refusal, PinProblem>> = {
  pin: "wrong",
  invalid: "wrong",
  too_many: "too_many",
}

const refused = (turn: number, problem: Refusal = "network"): Step => ({
  type: "pin refused",
  turn,
  problem: pinProblems[problem] ?? "network",
})
