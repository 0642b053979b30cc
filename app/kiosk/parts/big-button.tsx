import type { LucideIcon } from "lucide-react"
import type { ComponentProps } from "react"

const tones = {
  primary: "border-primary bg-primary text-primary-foreground hover:bg-primary-hover",
  plain: "border-input bg-surface text-foreground",
  quiet: "border-transparent bg-background text-foreground",
  chosen: "border-status-active-foreground bg-status-active text-status-active-foreground",
}

type BigButtonProps = ComponentProps<"button"> & {
  icon: LucideIcon
  tone?: keyof typeof tones
  /** The icon above the word, where it is narrow. */
  stacked?: boolean
}

/** A picture and a word, big enough for any finger. */
export function BigButton({
  icon: Icon,
  tone = "plain",
  stacked,
  className = "",
  children,
  ...props
}: BigButtonProps) {
  const shape = stacked ? "flex-col gap-1 px-1 py-2 text-center leading-tight" : "gap-4 px-5 py-3 text-left"
  return (
    <button
      type="button"
      className={`key flex items-center justify-center rounded-xl border-2 font-semibold ${shape} ${tones[tone]} ${className}`}
      {...props}
    >
      <Icon aria-hidden className="size-9 shrink-0" strokeWidth={2.25} />
      <span className="min-w-0">{children}</span>
    </button>
  )
}
