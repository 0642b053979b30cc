import type { ComponentProps } from "react"
import type { IconName } from "../icons"
import { Picture } from "./picture"

const tones = {
  primary: "border-primary bg-primary text-primary-foreground hover:bg-primary-hover",
  plain: "border-input bg-surface text-foreground",
  quiet: "border-transparent bg-background text-foreground",
  chosen: "border-status-active-foreground bg-status-active text-status-active-foreground",
}

const shapes = {
  choice: "min-h-24 gap-4 px-5 py-3 text-left text-3xl",
  tool: "gap-x-3 px-3 py-2 text-center max-sm:flex-col md:text-left",
  stacked: "flex-col gap-1 px-1 py-2 text-center leading-tight",
}

type BigButtonProps = ComponentProps<"button"> & {
  icon: IconName
  tone?: keyof typeof tones
  /** `stacked`: the icon above the word, where it is narrow. */
  shape?: keyof typeof shapes
}

/** A picture and a word, big enough for any finger. */
export function BigButton({
  icon,
  tone = "plain",
  shape = "tool",
  className = "",
  children,
  ...props
}: BigButtonProps) {
  return (
    <button
      type="button"
      className={`flex items-center justify-center rounded-xl border-2 font-semibold ${shapes[shape]} ${tones[tone]} ${className}`}
      {...props}
    >
      <Picture name={icon} className="size-8 shrink-0" />
      <span className="min-w-0">{children}</span>
    </button>
  )
}
