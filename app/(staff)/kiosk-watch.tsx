"use client"
import { TabletSmartphone } from "lucide-react"
import Link from "next/link"
import type { KioskAlerts } from "@/lib/kiosk/calls"
import { CallStrip } from "./call-strip"
import { type Acknowledge, useCalls } from "./use-calls"
import { useLive } from "./use-live"

type KioskWatchProps = { initial: KioskAlerts; acknowledge: Acknowledge }

/** On every staff page: says, and lets hear, that somebody calls at a tablet, and shows how many entries wait. */
export function KioskWatch({ initial, acknowledge }: KioskWatchProps) {
  const { data } = useLive("/live/kiosk", initial, { everyMs: 5_000, unseen: true })
  const { open, answer } = useCalls(data.calls, acknowledge)
  return (
    <>
      {data.waiting > 0 && <WaitingLink waiting={data.waiting} />}
      <CallStrip calls={open} answer={answer} />
    </>
  )
}

/** Nothing is fetched ahead: what a page asks for by itself would count as somebody working. */
function WaitingLink({ waiting }: { waiting: number }) {
  return (
    <Link
      href="/check-ins/waiting"
      prefetch={false}
      className="target flex shrink-0 items-center gap-2 rounded-lg bg-status-expiring px-3 font-medium text-sm text-status-expiring-foreground hover:underline"
    >
      <TabletSmartphone aria-hidden className="size-5 shrink-0" />
      <span className="tabular">
        {waiting.toLocaleString("en-US")}
        <span className="max-lg:sr-only"> kiosk {waiting === 1 ? "entry" : "entries"} to settle</span>
      </span>
    </Link>
  )
}
