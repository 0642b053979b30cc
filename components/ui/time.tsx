import type { ReactNode } from "react"

type TimeProps = {
  /** ISO 8601, for machines. */
  dateTime: string
  /** The exact value in words, shown on hover. */
  exact: string
  className?: string
  children: ReactNode
}

export function Time({ dateTime, exact, className, children }: TimeProps) {
  return (
    <time dateTime={dateTime} title={exact} className={className}>
      {children}
    </time>
  )
}
