"use client"
import { CircleAlert } from "lucide-react"
import { type MouseEvent, useEffect, useRef } from "react"
import { cn } from "./cn"

export type FormError = { field?: string; message: string; label?: string }

type FormErrorsProps = { headline: string; errors: FormError[]; className?: string }

/** The summary on top of a form: announced, brought into view, each line a link to its field (by id or name). */
export function FormErrors({ headline, errors, className }: FormErrorsProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (errors.length > 0) box.current?.focus()
  }, [errors])
  if (errors.length === 0) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className={cn("rounded-lg border border-destructive bg-surface p-4", className)}
    >
      <p className="flex items-start gap-2 font-medium">
        <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-destructive" />
        {headline}
      </p>
      <ul className="mt-2 grid gap-1 pl-7 text-sm">
        {errors.map((error) => (
          <li key={`${error.field}:${error.message}`}>
            <ErrorLine {...error} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function ErrorLine({ field, label, message }: FormError) {
  const text = label ? `${label}: ${message}` : message
  if (!field) return text
  return (
    <a href={`#${field}`} className="link inline-block py-1" onClick={(event) => focusField(event, field)}>
      {text}
    </a>
  )
}

function focusField(event: MouseEvent<HTMLAnchorElement>, field: string) {
  const named = event.currentTarget.closest("form")?.elements.namedItem(field)
  const found = named instanceof RadioNodeList ? named[0] : (named ?? document.getElementById(field))
  if (!(found instanceof HTMLElement)) return
  event.preventDefault()
  found.focus()
  found.scrollIntoView({ block: "center" })
}
