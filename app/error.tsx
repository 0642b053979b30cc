"use client"
import { CloudAlert } from "lucide-react"
import { Button } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <main>
      <EmptyState
        as="h1"
        icon={CloudAlert}
        title="Something went wrong"
        actions={<Button onClick={reset}>Try again</Button>}
      >
        Nothing was changed. If it happens again, tell a manager
        {error.digest && ` this number: ${error.digest}`}.
      </EmptyState>
    </main>
  )
}
