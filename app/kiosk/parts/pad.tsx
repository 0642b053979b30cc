import { useEffect, useRef } from "react"
import { grouped, type Typing } from "../digits"
import { BigButton } from "./big-button"

type PadProps = {
  typing: Typing
  digits: string
  label: string
  words: { delete: string; next: string }
  onDigit: (digit: string) => void
  onDelete: () => void
  onNext: () => void
}

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

/** What was typed, and the keys to type it: on the screen or on a keyboard. */
export function Pad({ typing, digits, label, words, onDigit, onDelete, onNext }: PadProps) {
  usePhysicalKeys(onDigit, onDelete, onNext)
  return (
    <div className="grid w-full max-w-md gap-4">
      <output
        aria-label={label}
        className="tabular flex min-h-18 items-center justify-center rounded-xl border-2 border-input bg-surface px-3 font-bold text-4xl"
        data-silent
      >
        {grouped(typing, digits)}
      </output>
      <div className="grid grid-cols-3 gap-3">
        {keys.map((digit) => (
          <Key key={digit} digit={digit} onDigit={onDigit} />
        ))}
        <BigButton shape="stacked" icon="erase" onClick={onDelete}>
          {words.delete}
        </BigButton>
        <Key digit="0" onDigit={onDigit} />
        <BigButton shape="stacked" icon="arrowRight" tone="primary" onClick={onNext}>
          {words.next}
        </BigButton>
      </div>
    </div>
  )
}

function Key({ digit, onDigit }: { digit: string; onDigit: (digit: string) => void }) {
  return (
    <button
      type="button"
      data-silent
      className="rounded-xl sm:min-h-20 border-2 border-input bg-surface font-bold text-4xl"
      onClick={() => onDigit(digit)}
    >
      {digit}
    </button>
  )
}

function usePhysicalKeys(onDigit: PadProps["onDigit"], onDelete: () => void, onNext: () => void) {
  const now = useRef({ onDigit, onDelete, onNext })
  useEffect(() => {
    now.current = { onDigit, onDelete, onNext }
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      if (/^\d$/.test(event.key)) now.current.onDigit(event.key)
      else if (event.key === "Backspace") now.current.onDelete()
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) now.current.onNext()
      else return
      event.preventDefault()
    }
    window.addEventListener("keydown", onKey)
    return () => window.removeEventListener("keydown", onKey)
  }, [])
}
