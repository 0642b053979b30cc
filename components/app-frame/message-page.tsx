import type { ComponentProps, ReactNode } from "react"
import { buttonVariants } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"

type MessagePageProps = {
  icon: ComponentProps<typeof EmptyState>["icon"]
  title: string
  children: ReactNode
  home?: boolean
}

/** A whole page that says one thing: not found, not allowed. Without scripts: each page loads what this needs, too. */
export function MessagePage({ icon, title, children, home = true }: MessagePageProps) {
  return (
    <EmptyState
      as="h1"
      icon={icon}
      title={title}
      actions={
        home && (
          <a href="/" className={buttonVariants({ variant: "outline" })}>
            Back to the dashboard
          </a>
        )
      }
    >
      {children}
    </EmptyState>
  )
}
