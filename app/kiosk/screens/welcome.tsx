import { useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Note } from "../parts/note"
import { Screen } from "../parts/screen"

export function Welcome() {
  const { take, words, contact, online } = useKiosk()
  return (
    <Screen
      heading={words.welcome}
      aside={
        <BigButton icon="lockKeyhole" tone="quiet" onClick={() => take({ type: "pin", staff: null })}>
          {words.staff}
        </BigButton>
      }
    >
      <p className="font-semibold text-3xl text-muted-foreground">{contact.state.settings.centerName}</p>
      <p>{words.welcomeText}</p>
      <BigButton
        icon="hand"
        tone="primary"
        className="min-h-36 w-full max-w-2xl text-5xl [&_svg]:size-16"
        onClick={() => take({ type: "begin" })}
      >
        {words.start}
      </BigButton>
      <Note icon="wifiOff">{!online && words.noNetwork}</Note>
    </Screen>
  )
}
