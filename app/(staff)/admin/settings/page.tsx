import { History } from "lucide-react"
import type { ReactNode } from "react"
import { HistoryList } from "@/components/history/history-list"
import { Card, CardContent } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { formatMomentAndTime } from "@/lib/core/format-moment"
import { env } from "@/lib/env"
import { inWords } from "@/lib/history/entries"
import { byWhom } from "@/lib/history/words"
import { listSettings } from "@/lib/settings/change"
import { lastSettingChanges, settingsHistory } from "@/lib/settings/history"
import type { Occasion, SettingName, Settings } from "@/lib/settings/schema"
import { read } from "@/lib/web/read"
import { PageHeader } from "../../page-header"
import { changeSettingsAction, settingsHistoryAction } from "./actions"
import { ClosingForm, HoursForm, NameForm } from "./centre-forms"
import { GgleapForm } from "./ggleap-form"
import { KioskForm } from "./kiosk-form"
import { MessageForm } from "./message-form"
import { IdleForm, SecondFactorForm } from "./sign-in-forms"

export const metadata = { title: "Settings" }

const messages: Record<Occasion, string> = {
  welcome: "When somebody gets a membership who was not covered before.",
  expiry: "30 days before a membership ends.",
  nudge: "In the middle of a month, to those who are covered and have not come yet.",
  meetup: "In the morning of the monthly meetup.",
}

export default async function SettingsPage() {
  const [settings, last, history] = await Promise.all([
    read(listSettings, {}),
    read(lastSettingChanges, {}),
    read(inWords(settingsHistory), { limit: 20 }),
  ])
  const { CENTER_NAME, CENTER_TIME_ZONE: timeZone } = env()
  const now = new Date()
  const propsOf = <N extends SettingName>(...names: N[]) => ({
    now: Object.fromEntries(names.map((name) => [name, settings[name]])) as Pick<Settings, N>,
    changed: changedInWords(names.map((name) => last.get(name))),
    save: changeSettingsAction,
  })
  const changedInWords = (changes: (LastChange | undefined)[]) => {
    const [latest] = changes
      .filter((change) => change !== undefined)
      .toSorted((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime())
    if (!latest) return null
    return `Last changed ${byWhom(latest)}, ${formatMomentAndTime(latest.occurredAt, now, timeZone)}`
  }
  return (
    <>
      <PageHeader title="Settings" />
      <div className="grid gap-8">
        <Section title="Center" about="What the center is called and when it is open.">
          <NameForm {...propsOf("centerName")} fallback={CENTER_NAME} />
          <HoursForm {...propsOf("openingHours")} />
          <ClosingForm {...propsOf("closingTime")} />
        </Section>
        <Section title="Sign-in" about="How users of the CRM are kept safe.">
          <IdleForm {...propsOf("idleLimitMinutes")} />
          <SecondFactorForm {...propsOf("adminsNeedCode")} />
        </Section>
        <Section title="Kiosk" about="What visitors meet at the tablet by the door.">
          <KioskForm
            {...propsOf("kioskExpiredClients", "kioskSuccessSeconds", "kioskIdleSeconds", "kioskWaysIn")}
          />
        </Section>
        <Section
          title="Messages"
          about="Texts to clients who agreed to get them. They never tell who pays for a visit, nor anything about health."
        >
          {(Object.keys(messages) as Occasion[]).map((occasion) => (
            <MessageForm
              key={occasion}
              {...propsOf(`${occasion}Text` as const)}
              occasion={occasion}
              when={messages[occasion]}
            />
          ))}
        </Section>
        <Section
          title="ggLeap"
          about="The two groups between which linked clients are moved, named as there."
        >
          <GgleapForm {...propsOf("ggleapCoveredGroup", "ggleapUncoveredGroup")} />
        </Section>
        <Section title="History" about="Who changed what, newest first.">
          <CardContent>
            {history.rows.length === 0 ? (
              <EmptyState icon={History} as="h3" title="Nothing was changed yet" className="py-4">
                Every setting is as it was delivered.
              </EmptyState>
            ) : (
              <HistoryList first={history} input={{}} more={settingsHistoryAction} />
            )}
          </CardContent>
        </Section>
      </div>
    </>
  )
}

type LastChange = { actorKind: string; actorName: string; occurredAt: Date }

/** Its title and what it is for at the left, where there is room; its forms beside them. */
function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-3 lg:grid-cols-[14rem_minmax(0,1fr)] lg:gap-8">
      <div>
        <h2 className="font-semibold text-lg">{title}</h2>
        <p className="text-muted-foreground text-sm">{about}</p>
      </div>
      <Card>{children}</Card>
    </section>
  )
}
