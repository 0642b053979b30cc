import { formatPhone } from "@/lib/core/format-phone"
import type { Message } from "@/lib/messages/list"
import { droppedInWords, recipientNames } from "@/lib/messages/words"

/** What was sent and to whom; of a message that was not sent, why not. */
export function MessageText({ state, text, language, phone, recipient, droppedBecause }: Message) {
  if (state === "waiting")
    return <span className="text-muted-foreground">It goes out between 8:00 AM and 9:00 PM.</span>
  if (state === "dropped")
    return (
      <span className="text-muted-foreground">
        Not sent: {droppedInWords[droppedBecause as keyof typeof droppedInWords] ?? droppedBecause}.
      </span>
    )
  if (text === null) return <span className="text-muted-foreground">The text was erased.</span>
  return (
    <>
      <span lang={language ?? undefined} className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text}
      </span>
      <span className="tabular block text-muted-foreground text-sm">
        To {phone && formatPhone(phone)}
        {recipient && ` · ${recipientNames[recipient]}`}
      </span>
    </>
  )
}
