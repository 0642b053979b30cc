"use client"
import { CalendarCheck } from "lucide-react"
import { createContext, type ReactNode, useContext } from "react"
import type { LiveDesk } from "@/lib/reports/live-desk"
import { type Connection, useLive } from "../use-live"
import { Figure } from "./figure"

const Live = createContext<{ data: LiveDesk; connection: Connection } | null>(null)

/** Keeps what its children show of the desk as it is now. */
export function LiveProvider({ initial, children }: { initial: LiveDesk; children: ReactNode }) {
  return <Live value={useLive("/live/here", initial)}>{children}</Live>
}

export function useLiveDesk() {
  const live = useContext(Live)
  if (!live) throw new Error("only inside a LiveProvider")
  return live
}

export function CheckedInToday({ href }: { href: string }) {
  const { data } = useLiveDesk()
  return <Figure href={href} icon={CalendarCheck} name="Visits today" value={data.checkedInToday} />
}
