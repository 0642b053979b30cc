import { Question } from "@/components/ui/question"

type RemoveSecondFactorProps = { name: string; open: boolean; close: () => void; remove: () => void }

/** There is no way back, so it asks; and it reminds whom to ask before. */
export function RemoveSecondFactor({ name, open, close, remove }: RemoveSecondFactorProps) {
  return (
    <Question
      title={`Remove the second factor of ${name}?`}
      text="For somebody who lost the phone. Make sure that it is they who ask: from then on the password alone opens the account, until they set it up again."
      label="Remove second factor"
      open={open}
      act={remove}
      close={close}
    />
  )
}
