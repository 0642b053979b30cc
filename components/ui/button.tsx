import { cva, type VariantProps } from "class-variance-authority"
import { LoaderCircle } from "lucide-react"
import type { ComponentProps, MouseEvent } from "react"
import { cn } from "./cn"

/** The classes alone, for a link that looks like a button. */
export const buttonVariants = cva(
  [
    "target relative inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-lg font-medium",
    "whitespace-nowrap transition-opacity duration-120 active:opacity-85",
    "disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:shrink-0 [&_svg:not([class*=size-])]:size-4",
  ],
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground hover:bg-primary-hover",
        secondary: "bg-muted text-foreground hover:bg-border",
        outline: "border border-input bg-surface text-foreground hover:bg-muted",
        ghost: "text-foreground hover:bg-muted",
        destructive: "border border-destructive bg-surface text-destructive hover:bg-status-expired",
        link: "text-primary underline underline-offset-3 hover:text-primary-hover",
      },
      size: {
        sm: "px-3 text-sm",
        md: "px-4 text-base",
        lg: "min-h-12 px-6 text-base",
        icon: "target-square text-base [&_svg:not([class*=size-])]:size-5",
      },
    },
    compoundVariants: [{ variant: "link", size: ["sm", "md", "lg"], class: "px-0" }],
    defaultVariants: { variant: "primary", size: "md" },
  },
)

export type ButtonVariants = VariantProps<typeof buttonVariants>

type ButtonProps = ComponentProps<"button"> & ButtonVariants & { loading?: boolean }

/** `loading` keeps the width and the focus and swallows clicks. */
export function Button({
  variant,
  size,
  loading,
  className,
  children,
  type = "button",
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className)
  if (!loading) {
    return (
      <button type={type} className={classes} {...props}>
        <span className="contents">{children}</span>
      </button>
    )
  }
  return (
    <button type={type} className={classes} {...props} aria-busy aria-disabled onClick={swallow}>
      <span className="inline-flex items-center gap-2 opacity-0">{children}</span>
      <span className="absolute inset-0 grid place-items-center">
        <LoaderCircle className="animate-spin" aria-hidden />
      </span>
    </button>
  )
}

function swallow(event: MouseEvent) {
  event.preventDefault()
  event.stopPropagation()
}
