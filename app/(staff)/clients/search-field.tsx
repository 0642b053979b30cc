"use client"
import { Search } from "lucide-react"
import { useRouter } from "next/navigation"
import { type FormEvent, useEffect, useRef, useTransition } from "react"
import { Input } from "@/components/ui/input"

const PAUSE_MS = 250

/** Searches while one types; the address holds what is searched for. */
export function SearchField({ query, status }: { query: string; status?: string }) {
  const router = useRouter()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [pending, start] = useTransition()
  useEffect(() => () => clearTimeout(timer.current), [])
  const search = (form: HTMLFormElement) => {
    clearTimeout(timer.current)
    const q = String(new FormData(form).get("q")).trim()
    const wanted = new URLSearchParams({ ...(status && { status }), ...(q && { q }) })
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
        {status && <input type="hidden" name="status" value={status} />}
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
