"use client"
import { RotateCw } from "lucide-react"
import { useRouter } from "next/navigation"
import { useTransition } from "react"
import { Button } from "@/components/ui/button"

/** Looks at everything anew; what was found before stays until then. */
export function CheckAgain() {
  const router = useRouter()
  const [pending, start] = useTransition()
  return (
    <Button variant="outline" size="sm" loading={pending} onClick={() => start(() => router.refresh())}>
      <RotateCw aria-hidden />
      Check again
    </Button>
  )
}
