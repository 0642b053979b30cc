"use client"
import { useRouter } from "next/navigation"
import { useEffect, useState } from "react"
import { Alert } from "@/components/ui/alert"
import { Button } from "@/components/ui/button"
import { CopyButton } from "@/components/ui/copy-button"
import { DialogFooter } from "@/components/ui/dialog"
import { formatTime } from "@/lib/core/format"
import { CODE_MINUTES } from "@/lib/kiosk/schema"
import { useLive } from "../../use-live"

export type Made = { id: string; name: string; code: string; expiresAt: Date }

type PairingCodeProps = {
  made: Made
  kioskUrl: string
  timeZone: string
  again: () => void
  close: () => void
}

const noneYet: { codeId: string | null }[] = []

/** The code, large, until a tablet has come with it or its time is over. */
export function PairingCode({ made, again, close, ...shown }: PairingCodeProps) {
  const router = useRouter()
  const { data: devices } = useLive("/live/devices", noneYet, { everyMs: 2_000 })
  const paired = devices.some(({ codeId }) => codeId === made.id)
  const over = useOver()
  // The list behind the dialog shows the new tablet, too.
  useEffect(() => {
    if (paired) router.refresh()
  }, [paired, router])
  return (
    <div className="grid gap-4">
      <div role="status" className="empty:-mb-4">
        {paired && (
          <Alert tone="success" title={`${made.name} is paired.`}>
            The tablet is ready for visitors.
          </Alert>
        )}
        {!paired && over && (
          <Alert tone="warn" title="This code does not work any more.">
            Make another one when you stand at the tablet.
          </Alert>
        )}
      </div>
      {!paired && !over && <CodeToType {...made} {...shown} />}
      <DialogFooter>
        {!paired && over && (
          <Button variant="outline" onClick={again}>
            Make another code
          </Button>
        )}
        <Button variant={paired ? "primary" : "outline"} onClick={close}>
          {paired ? "Done" : "Close"}
        </Button>
      </DialogFooter>
    </div>
  )
}

type CodeToTypeProps = Made & Pick<PairingCodeProps, "kioskUrl" | "timeZone">

function CodeToType({ code, expiresAt, kioskUrl, timeZone }: CodeToTypeProps) {
  return (
    <>
      <p>
        On the tablet, open <b className="[overflow-wrap:anywhere]">{kioskUrl}</b> and type this code:
      </p>
      <p className="tabular rounded-lg bg-muted py-4 text-center font-semibold text-4xl tracking-wider [word-spacing:0.2em]">
        {code.slice(0, 4)} {code.slice(4)}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-muted-foreground text-sm">
          Good for {CODE_MINUTES} minutes, until {formatTime(expiresAt, timeZone)}. Waiting for the tablet…
        </p>
        <CopyButton
          variant="outline"
          size="sm"
          text={code}
          done="The code is copied."
          otherwise="Select the code and copy it."
        >
          Copy code
        </CopyButton>
      </div>
    </>
  )
}

/** Told by how long the code has been shown, not by the clock of this computer. */
function useOver(): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), CODE_MINUTES * 60_000)
    return () => clearTimeout(timer)
  }, [])
  return over
}
