import { Suspense } from "react"
import { Skeleton } from "@/components/ui/skeleton"
import { CheckAgain } from "./check-again"
import { CheckList } from "./check-list"

/** Whether everything is ready for production; looking takes a moment, and nothing else waits for it. */
export function Checks() {
  return (
    <section className="mt-8" aria-labelledby="checks">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <h2 id="checks" className="font-semibold text-lg">
          Ready for production
        </h2>
        <CheckAgain />
      </div>
      <Suspense fallback={<Looking />}>
        <CheckList />
      </Suspense>
    </section>
  )
}

const LINES = ["a", "b", "c", "d", "e", "f"]

function Looking() {
  return (
    <div className="grid gap-4 rounded-lg border bg-surface p-4 sm:px-6" aria-busy>
      <p className="text-muted-foreground text-sm" role="status">
        Looking at everything…
      </p>
      {LINES.map((line) => (
        <Skeleton key={line} className="h-10" />
      ))}
    </div>
  )
}
