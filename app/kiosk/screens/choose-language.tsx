import { Check, Languages, MessageCircle } from "lucide-react"
import { useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Choices, Screen } from "../parts/screen"
import { languages, offered } from "../words/offered"

export function ChooseLanguage() {
  const { flow, take, words } = useKiosk()
  return (
    <Screen heading={words.chooseLanguage} icon={Languages}>
      <Choices>
        {languages.map((language) => (
          <BigButton
            key={language}
            lang={language}
            icon={language === flow.language ? Check : MessageCircle}
            tone={language === flow.language ? "chosen" : "plain"}
            aria-pressed={language === flow.language}
            shape="choice"
            className="justify-start"
            onClick={() => take({ type: "language", language })}
          >
            {offered[language].name}
          </BigButton>
        ))}
      </Choices>
    </Screen>
  )
}
