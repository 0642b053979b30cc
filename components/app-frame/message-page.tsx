import type { LucideIcon } from "lucide-react"
import Link from "next/link"
import type { ReactNode } from "react"
import { buttonVariants } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"

type MessagePageProps = { icon: LucideIcon; title: string; children: ReactNode; home?: boolean }

/** A whole page that says one thing: not found, not allowed. */
export function MessagePage({ icon, title, children, home = true }: MessagePageProps) {
  return (
    <EmptyState
      as="h1"
      icon={icon}
      title={title}
      actions={
        home && (
          <Link href="/" className={buttonVariants({ variant: "outline" })}>
            Back to the dashboard
          </Link>
        )
      }
    >
      {children}
    </EmptyState>
  )
}
