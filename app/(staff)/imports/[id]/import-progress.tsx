"use client"
import { useRouter } from "next/navigation"
import { useEffect } from "react"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Card, CardContent } from "@/components/ui/card"
import type { Outcome } from "@/lib/core/outcome"

const words = {
  checking: "Comparing the file with the clients you have. Nothing is written yet.",
  running: "Importing. You may leave this page: it goes on without you.",
  undoing: "Taking the import back. You may leave this page: it goes on without you.",
} as const

const EVERY_MS = 1000

const bar = [
  "h-3 w-full appearance-none overflow-hidden rounded-full bg-muted [&::-moz-progress-bar]:bg-primary",
  "[&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary",
].join(" ")

type ImportProgressProps = {
  id: string
  state: keyof typeof words
  done: number
  of: number
  cancel: (input: { id: string }) => Promise<Outcome<unknown>>
}

/** How far the work is; asks again each second, so a reload or a lost connection changes nothing. */
export function ImportProgress({ id, state, done, of, cancel }: ImportProgressProps) {
  const router = useRouter()
  const { pending, run } = useAction()
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), EVERY_MS)
    return () => clearInterval(timer)
  }, [router])
  const percent = of > 0 ? Math.min(100, Math.floor((done / of) * 100)) : 0
  return (
    <Card>
      <CardContent>
        <p className="mb-3">{words[state]}</p>
        <progress aria-label="Progress" value={percent} max={100} className={bar} />
        <p className="tabular mt-1 text-muted-foreground text-sm">{percent} %</p>
        <Button
          className="mt-3"
          variant="outline"
          size="sm"
          loading={pending}
          onClick={() => run(() => cancel({ id }))}
        >
          Cancel
        </Button>
      </CardContent>
    </Card>
  )
}
