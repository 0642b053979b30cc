import { BellRing, Languages, RotateCcw, Volume2, VolumeX } from "lucide-react"
import type { ReactNode } from "react"
import { useKiosk } from "../context"
import { useCanRead } from "../hooks/use-reading"
import { BigButton } from "./big-button"

/** What is at hand on every screen: start over, another language, reading aloud, help. */
export function Tools({ aside }: { aside?: ReactNode }) {
  const { flow, take, words, callStaff } = useKiosk()
  const canRead = useCanRead()
  const { reading, screen } = flow
  return (
    <footer className="border-border border-t-2 bg-background p-3">
      <CallNote />
      <div data-tools className="mx-auto flex max-w-5xl flex-wrap justify-center gap-3 *:grow">
        {screen.name !== "welcome" && (
          <BigButton icon={RotateCcw} onClick={() => take({ type: "reset" })}>
            {words.startOver}
          </BigButton>
        )}
        <BigButton icon={Languages} onClick={() => take({ type: "cover", cover: "language" })}>
          {words.language}
        </BigButton>
        {canRead && (
          <BigButton
            icon={reading ? VolumeX : Volume2}
            onClick={() => take({ type: "reading", on: !reading })}
          >
            {reading ? words.stopReading : words.readAloud}
          </BigButton>
        )}
        <BigButton icon={BellRing} onClick={callStaff}>
          {words.callStaff}
        </BigButton>
        {aside}
      </div>
    </footer>
  )
}

/** What became of the call for staff; nobody has to wait for it. */
function CallNote() {
  const { flow, words, contact, callFailed } = useKiosk()
  const said = contact.call === "coming" ? words.coming : words.willCome
  const text = callFailed ? words.goToDesk : contact.call && said
  return (
    <p role="status" className="text-center font-semibold">
      {flow.called && text && <span className="block pb-3">{text}</span>}
    </p>
  )
}
