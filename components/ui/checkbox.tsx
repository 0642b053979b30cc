import { Check } from "lucide-react"
import type { ComponentProps, ReactNode } from "react"
import { cn } from "./cn"
import { FieldError, FieldHelp } from "./field"

/** A native checkbox; give it an aria-label where no label stands beside it. */
export function Checkbox({ className, ...props }: ComponentProps<"input">) {
  return (
    <span className={cn("relative inline-grid size-5 shrink-0 place-items-center", className)}>
      <input
        {...props}
        type="checkbox"
        className={cn(
          "peer size-5 appearance-none rounded-sm border border-input bg-surface",
          "checked:border-primary checked:bg-primary aria-invalid:border-destructive",
          "disabled:cursor-not-allowed disabled:opacity-50",
        )}
      />
      <Check
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none absolute size-4 text-primary-foreground opacity-0 peer-checked:opacity-100"
      />
    </span>
  )
}

type CheckboxFieldProps = ComponentProps<"input"> & {
  name: string
  label: ReactNode
  help?: ReactNode
  error?: ReactNode
}

/** A checkbox with its label beside it, help and error below. The id is the name unless given. */
export function CheckboxField({ id, label, help, error, className, ...props }: CheckboxFieldProps) {
  const control = id ?? props.name
  const describedBy = [help && `${control}-help`, error && `${control}-error`].filter(Boolean).join(" ")
  return (
    <div className={className}>
      <label htmlFor={control} className="target flex items-center gap-3">
        <Checkbox
          {...props}
          id={control}
          aria-describedby={describedBy || undefined}
          aria-invalid={error ? true : undefined}
        />
        <span>{label}</span>
      </label>
      <div className="grid gap-1 pl-8">
        {help && <FieldHelp id={`${control}-help`}>{help}</FieldHelp>}
        {error && <FieldError id={`${control}-error`}>{error}</FieldError>}
      </div>
    </div>
  )
}
