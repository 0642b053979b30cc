import { useState } from "react"
import type { UnlockAnswer } from "@/lib/kiosk/contract"
import { languagesOf, useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Note } from "../parts/note"
import { Screen } from "../parts/screen"
import { named } from "../words/named"

/** For staff, after their PIN. */
export function Settings({ staff }: { staff: UnlockAnswer }) {
  const { take, words, offered, contact, preferences, prefer } = useKiosk()
  const [sent, setSent] = useState<boolean | null>(null)
  const { scanning, camera, language } = preferences
  const languages = languagesOf(offered)
  const another = languages[(languages.indexOf(language) + 1) % languages.length] ?? "en"
  return (
    <Screen heading={words.settings}>
      <Facts />
      <Note>{sent !== null && (sent ? words.sent : words.notSent)}</Note>
      <div className="grid w-full gap-4 md:grid-cols-2">
        <BigButton icon="send" onClick={async () => setSent(await contact.send())}>
          {words.sendNow}
        </BigButton>
        <BigButton
          icon="camera"
          onClick={() => prefer({ camera: camera === "user" ? "environment" : "user" })}
        >
          {words.camera[camera]}
        </BigButton>
        <BigButton icon="languages" onClick={() => prefer({ language: another })}>
          {named(words.firstLanguage, offered[language].name)}
        </BigButton>
        <BigButton
          icon={scanning ? "toggleRight" : "toggleLeft"}
          aria-describedby="switch-keys"
          onClick={() => prefer({ scanning: !scanning })}
        >
          {scanning ? words.switchKeys.on : words.switchKeys.off}
        </BigButton>
        <p id="switch-keys" className="md:col-span-2">
          {words.switchKeysText}
        </p>
        <BigButton icon="doorOpen" onClick={() => location.replace(staff.appUrl)}>
          {words.leaveKiosk}
        </BigButton>
        {staff.mayUnpair && (
          <BigButton icon="unplug" onClick={() => take({ type: "pin", staff })}>
            {words.cutOff}
          </BigButton>
        )}
        <BigButton icon="arrowLeft" tone="primary" onClick={() => take({ type: "reset" })}>
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
