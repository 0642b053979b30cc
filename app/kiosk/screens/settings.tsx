import { ArrowLeft, Camera, DoorOpen, Languages, Send, ToggleLeft, ToggleRight, Unplug } from "lucide-react"
import { useState } from "react"
import type { UnlockAnswer } from "@/lib/kiosk/contract"
import { useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Note } from "../parts/note"
import { Screen } from "../parts/screen"
import { languages, offered } from "../words/offered"

/** For staff, after their PIN. */
export function Settings({ staff }: { staff: UnlockAnswer }) {
  const { take, words, contact, preferences, prefer } = useKiosk()
  const [sent, setSent] = useState<boolean | null>(null)
  const { scanning, camera, language } = preferences
  const another = languages[(languages.indexOf(language) + 1) % languages.length] ?? "en"
  return (
    <Screen heading={words.settings}>
      <Facts />
      <Note>{sent !== null && (sent ? words.sent : words.notSent)}</Note>
      <div className="grid w-full gap-4 md:grid-cols-2">
        <BigButton icon={Send} onClick={async () => setSent(await contact.send())}>
          {words.sendNow}
        </BigButton>
        <BigButton
          icon={Camera}
          onClick={() => prefer({ camera: camera === "user" ? "environment" : "user" })}
        >
          {words.camera[camera]}
        </BigButton>
        <BigButton icon={Languages} onClick={() => prefer({ language: another })}>
          {words.firstLanguage(offered[language].name)}
        </BigButton>
        <BigButton
          icon={scanning ? ToggleRight : ToggleLeft}
          aria-describedby="switch-keys"
          onClick={() => prefer({ scanning: !scanning })}
        >
          {scanning ? words.switchKeys.on : words.switchKeys.off}
        </BigButton>
        <p id="switch-keys" className="md:col-span-2">
          {words.switchKeysText}
        </p>
        <BigButton icon={DoorOpen} onClick={() => location.replace(staff.appUrl)}>
          {words.leaveKiosk}
        </BigButton>
        {staff.mayUnpair && (
          <BigButton icon={Unplug} onClick={() => take({ type: "pin", staff })}>
            {words.cutOff}
          </BigButton>
        )}
        <BigButton icon={ArrowLeft} tone="primary" onClick={() => take({ type: "reset" })}>
          {words.back}
        </BigButton>
      </div>
    </Screen>
  )
}

function Facts() {
  const { words, contact } = useKiosk()
  const { device, build } = contact.state
  const facts = [
    [words.tablet, device.name],
    [words.station, device.station],
    [words.version, build],
    [words.waiting, String(contact.waiting)],
  ]
  return (
    <dl className="grid gap-x-6 gap-y-1 text-left md:grid-cols-[auto_auto]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="font-semibold">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
