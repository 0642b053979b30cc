import type { ComponentProps, ReactNode } from "react"
import { useKiosk } from "../context"
import { useCanRead } from "../hooks/use-reading"
import { BigButton } from "./big-button"

/** What is at hand on every screen: start over, another language, reading aloud, help. */
export function Tools({ aside, short }: { aside?: ReactNode; short?: boolean }) {
  const { flow, take, words } = useKiosk()
  const canRead = useCanRead()
  const { reading, screen } = flow
  return (
    <footer className="border-border border-t-2 bg-background p-3">
      <CallNote />
      <div data-tools className="mx-auto grid max-w-5xl grid-cols-2 gap-3 md:flex md:flex-wrap md:*:grow">
        {screen.name !== "welcome" && !short && <StartOver />}
        <BigButton icon="languages" onClick={() => take({ type: "cover", cover: "language" })}>
          {words.language}
        </BigButton>
        {canRead && (
          <BigButton
            icon={reading ? "volumeX" : "volume2"}
            onClick={() => take({ type: "reading", on: !reading })}
          >
            {reading ? words.stopReading : words.readAloud}
          </BigButton>
        )}
        {!short && <CallStaff />}
        {aside}
      </div>
    </footer>
  )
}

type Look = Pick<ComponentProps<typeof BigButton>, "shape" | "tone">

export function StartOver(look: Look) {
  const { take, words } = useKiosk()
  return (
    <BigButton icon="rotateCcw" onClick={() => take({ type: "reset" })} {...look}>
      {words.startOver}
    </BigButton>
  )
}

export function CallStaff(look: Look) {
  const { words, callStaff } = useKiosk()
  return (
    <BigButton icon="bellRing" onClick={callStaff} {...look}>
      {words.callStaff}
    </BigButton>
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
