import { useState } from "react"
import type { Calls, Refusal } from "./calls"
import { isWhole, mostDigits } from "./digits"
import { Note } from "./parts/note"
import { Pad } from "./parts/pad"
import { pairing as words } from "./words/pairing"

/** All that a tablet shows that is not let in. */
export function Pairing({ calls }: { calls: Calls }) {
  const [digits, setDigits] = useState("")
  const [problem, setProblem] = useState<Refusal | null>(null)
  const pair = async () => {
    if (!isWhole("pairing", digits)) return
    setDigits("")
    const answer = await calls.pair({ code: digits })
    if (answer.problem) setProblem(answer.problem)
    else location.reload()
  }
  const type = (next: string) => {
    setProblem(null)
    setDigits(next.slice(0, mostDigits("pairing", next)))
  }
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-3xl content-center justify-items-center gap-6 p-4 text-center">
      <h1 className="text-balance font-bold text-4xl">{words.heading}</h1>
      <p>{words.text}</p>
      <Pad
        typing="pairing"
        digits={digits}
        label={words.text}
        words={words}
        onDigit={(digit) => type(digits + digit)}
        onDelete={() => type(digits.slice(0, -1))}
        onNext={pair}
      />
      <Note>{problem && messageOf(problem)}</Note>
      <p>{words.where}</p>
    </main>
  )
}

function messageOf(problem: Refusal): string {
  if (problem === "network" || problem === "unexpected") return words.noNetwork
  return problem === "too_many" ? words.tooMany : words.wrong
}
