import { cn } from "@/components/ui/cn"

/** A joystick seen from above: the shape carries the brand colour, the letters the text colour. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 font-bold text-lg tracking-tight", className)}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-7 shrink-0">
        <path d="M6 1h12l5 5v12l-5 5H6l-5-5V6z" className="fill-brand" />
        <path d="M9.5 5h5v4.500h4.500v5h-4.500V19h-5v-4.500H5v-5h4.500z" className="fill-white" />
        <circle cx="12" cy="12" r="2" className="fill-brand" />
      </svg>
      BEC
    </span>
  )
}
