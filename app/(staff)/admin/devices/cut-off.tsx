import { Question } from "@/components/ui/question"

type CutOffProps = {
  device: { name: string; waiting: number; away: boolean }
  open: boolean
  cutOff: () => void
  close: () => void
}

/** There is no way back, so it asks, and tells what is lost. */
export function CutOff({ device: { name, waiting, away }, open, cutOff, close }: CutOffProps) {
  return (
    <Question
      title={`Cut ${name} off?`}
      text={`It stops working at once and forgets all that it keeps. ${lost(waiting)}${away ? "It was not heard of for a while: what it took since then is lost, too. " : ""}To use it again, pair it with a new code.`}
      label="Cut off"
      open={open}
      act={cutOff}
      close={close}
    />
  )
}

function lost(waiting: number): string {
  if (waiting === 0) return ""
  if (waiting === 1) return "1 check-in waits on this tablet; it is lost. "
  return `${waiting.toLocaleString("en-US")} check-ins wait on this tablet; they are lost. `
}
