import { languagesOf, useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Choices, Screen } from "../parts/screen"

export function ChooseLanguage() {
  const { flow, take, words, offered } = useKiosk()
  return (
    <Screen heading={words.chooseLanguage} icon="languages">
      <Choices>
        {languagesOf(offered).map((language) => (
          <BigButton
            key={language}
            lang={language}
            icon={language === flow.language ? "check" : "messageCircle"}
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
