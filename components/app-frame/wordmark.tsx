import { cn } from "@/components/ui/cn"

/** A check in a button of eight sides: the shape carries the brand colour, the letters the text colour. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 font-bold text-lg tracking-tight", className)}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-7 shrink-0">
        <path d="M6 1h12l5 5v12l-5 5H6l-5-5V6z" className="fill-brand" />
        <path d="m6.5 12.5 4 4 7.5-8.5" className="fill-none stroke-3 stroke-white" />
      </svg>
      BEC
    </span>
  )
}
