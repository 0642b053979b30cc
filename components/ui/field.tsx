import { CircleAlert } from "lucide-react"
import { cloneElement, type ReactElement, type ReactNode } from "react"
import { cn } from "./cn"
import { Label } from "./label"

export type FieldControl = {
  id: string
  name: string
  "aria-describedby"?: string
  "aria-invalid"?: true
}

type FieldProps = {
  name: string
  label: ReactNode
  /** Needed where two forms of one page have a field of the same name; otherwise the name serves. */
  id?: string
  help?: ReactNode
  error?: ReactNode
  optional?: boolean
  className?: string
  /** One control, which receives id, name and aria-*; or a function that places them. */
  children: ReactElement<Partial<FieldControl>> | ((control: FieldControl) => ReactNode)
}

/** Label above, help below, error under the control, all tied together for screen readers. */
export function Field({ name, label, id = name, help, error, optional, className, children }: FieldProps) {
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ")
  const control: FieldControl = {
    id,
    name,
    "aria-describedby": describedBy || undefined,
    "aria-invalid": error ? true : undefined,
  }
  return (
    <div className={cn("grid content-start gap-1.5", className)}>
      <Label htmlFor={id}>
        {label}
        {optional && <span className="font-normal text-muted-foreground"> (optional)</span>}
      </Label>
      {typeof children === "function" ? children(control) : cloneElement(children, control)}
      {help && <FieldHelp id={`${id}-help`}>{help}</FieldHelp>}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}

/** Several controls under one question. */
export function Fieldset({
  legend,
  help,
  className,
  children,
}: {
  legend: ReactNode
  help?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <fieldset className={cn("grid gap-1.5", className)}>
      <legend className="mb-1.5 font-medium text-sm">{legend}</legend>
      {help && <p className="text-muted-foreground text-sm">{help}</p>}
      {children}
    </fieldset>
  )
}

export function FieldHelp({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="text-muted-foreground text-sm">
      {children}
    </p>
  )
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-destructive text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  )
}
