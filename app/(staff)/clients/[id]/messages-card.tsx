import { MessageSquareText } from "lucide-react"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import type { Message } from "@/lib/messages/list"
import { occasionLabels } from "@/lib/settings/words"
import { MessagePill } from "../../admin/messages/message-pill"
import { MessageText } from "../../admin/messages/message-text"
import { Moment } from "../../moment"

/** The text messages to the client, the latest first: which, to whom, the text, or why there is none. */
export function MessagesCard({ messages, more }: { messages: Message[]; more: boolean }) {
  return (
    <Card>
      <CardHeader title="Messages" />
      <CardContent>
        {messages.length === 0 ? (
          <EmptyState icon={MessageSquareText} as="h3" title="No messages yet" className="py-4">
            Text messages need a phone number and a recorded consent.
          </EmptyState>
        ) : (
          <ol className="grid divide-y text-sm">
            {messages.map((message) => (
              <li key={message.id} className="grid gap-1 py-3 first:pt-0 last:pb-0">
                <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                  <span>
                    <span className="font-medium">{occasionLabels[message.occasion]}</span>
                    <span className="text-muted-foreground">
                      {" · "}
                      <Moment at={message.finishedAt ?? message.plannedAt} withTime />
                    </span>
                  </span>
                  <MessagePill state={message.state} />
                </p>
                <p>
                  <MessageText {...message} />
                </p>
              </li>
            ))}
          </ol>
        )}
        {more && <p className="mt-2 text-muted-foreground text-sm">Older messages are not shown here.</p>}
      </CardContent>
    </Card>
  )
}
