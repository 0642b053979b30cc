"use client"
import { Search } from "lucide-react"
import { useRouter } from "next/navigation"
import { type FormEvent, useEffect, useRef, useTransition } from "react"
import { Input } from "@/components/ui/input"

const PAUSE_MS = 250

type SearchFieldProps = {
  query: string
  /** What else the address holds and a search keeps. */
  others: Record<string, string | undefined>
}

/** Searches while one types; the address holds what is searched for. */
export function SearchField({ query, others }: SearchFieldProps) {
  const router = useRouter()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [pending, start] = useTransition()
  useEffect(() => () => clearTimeout(timer.current), [])
  const kept = Object.entries(others).filter((pair): pair is [string, string] => Boolean(pair[1]))
  const search = (form: HTMLFormElement) => {
    clearTimeout(timer.current)
    const q = String(new FormData(form).get("q")).trim()
    const wanted = new URLSearchParams([...kept, ...(q ? [["q", q]] : [])])
    start(() => router.replace(wanted.size > 0 ? `/clients?${wanted}` : "/clients", { scroll: false }))
  }
  const later = ({ currentTarget }: FormEvent<HTMLFormElement>) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => search(currentTarget), PAUSE_MS)
  }
  const now = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    search(event.currentTarget)
  }
  return (
    <search>
      <form
        action="/clients"
        onInput={later}
        onSubmit={now}
        onBlur={() => clearTimeout(timer.current)}
        aria-busy={pending}
        className="relative max-w-md"
      >
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
        />
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Input
          type="search"
          name="q"
          aria-label="Search clients"
          placeholder="Name, phone, e-mail or UCI number"
          defaultValue={query}
          maxLength={200}
          className="pl-9"
        />
      </form>
    </search>
  )
}
