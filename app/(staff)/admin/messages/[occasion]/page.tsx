import { MessageSquareText } from "lucide-react"
import Link from "next/link"
import { notFound } from "next/navigation"
import { EmptyState } from "@/components/ui/empty-state"
import { count } from "@/lib/core/format"
import { formatExactly } from "@/lib/core/format-moment"
import { env } from "@/lib/env"
import { type MessagePreview, messageOccasions, PREVIEWED, previewMessages } from "@/lib/messages/preview"
import { getsIt, leftOutInWords } from "@/lib/messages/words"
import { messagePreview } from "@/lib/settings/message-text"
import { type Language, languages, type Occasion, occasionNames } from "@/lib/settings/schema"
import { occasionLabels } from "@/lib/settings/words"
import { read } from "@/lib/web/read"
import { PageHeader } from "../../../page-header"
import { switchMessagesAction } from "../actions"
import { OnPill } from "../on-pill"
import { WhetherOn } from "../views"
import { PreviewTable } from "./preview-table"
import { SwitchButton } from "./switch-button"

const languageNames = Object.keys(languages) as Language[]

export const metadata = { title: "Message preview" }

export default async function PreviewPage({ params }: { params: Promise<{ occasion: string }> }) {
  const { occasion: asked } = await params
  const occasion = occasionNames.find((one) => one === asked)
  if (!occasion) notFound()
  const [preview, occasions] = await Promise.all([
    read(previewMessages, { occasion }),
    read(messageOccasions, {}),
  ])
  const { on = false, nextRunAt = null } = occasions.find((one) => one.occasion === occasion) ?? {}
  const next = whenNext(on, nextRunAt)
  return (
    <>
      <Link href="/admin/messages" className="link target mb-2 inline-flex items-center">
        Messages
      </Link>
      <PageHeader
        title={`${occasionLabels[occasion]} message`}
        aside={<OnPill on={on} />}
        actions={
          <SwitchButton
            occasion={occasion}
            name={occasionLabels[occasion].toLowerCase()}
            on={on}
            seen={preview.count}
            next={next}
            change={switchMessagesAction}
          />
        }
      />
      <WhetherOn />
      <p className="mb-4 max-w-prose text-muted-foreground">
        {getsIt[occasion]}. {next}
      </p>
      <Summary occasion={occasion} preview={preview} />
      {preview.rows.length > 0 && <PreviewTable rows={preview.rows} />}
      {preview.count > PREVIEWED && (
        <p className="mt-3 text-muted-foreground text-sm">
          And {count(preview.count - PREVIEWED, "client")} more.
        </p>
      )}
    </>
  )
}

function whenNext(on: boolean, at: Date | null): string {
  const when = at
    ? `next on ${formatExactly(at, env().CENTER_TIME_ZONE)}`
    : "as soon as a membership is added"
  return on ? `It goes out ${when}.` : `Once it is switched on, it goes out ${when}.`
}

function Summary({ occasion, preview }: { occasion: Occasion; preview: MessagePreview }) {
  const without = preview.leftOut.filter((one) => one.count > 0)
  return (
    <div className="mb-4">
      {preview.count === 0 ? (
        <EmptyState icon={MessageSquareText} title="Nobody would get it now">
          {occasion === "welcome"
            ? "Only memberships that are added after it is switched on are greeted."
            : "Clients need a phone number and a recorded consent to text messages."}
          {languageNames.map((language) => (
            <p key={language} lang={language} className="mt-2 whitespace-pre-wrap text-foreground">
              {messagePreview(preview.text[language], language)}
            </p>
          ))}
        </EmptyState>
      ) : (
        <h2 className="font-semibold text-lg">{count(preview.count, "client")} would get it now</h2>
      )}
      {without.length > 0 && (
        <ul aria-label="Left out" className="text-muted-foreground">
          {without.map((one) => (
            <li key={one.because}>
              {leftOutInWords[one.because]}: {count(one.count, "client")}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
