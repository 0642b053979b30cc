import { Alert } from "@/components/ui/alert"
import { Segmented } from "@/components/ui/segmented"
import { env } from "@/lib/env"
import { messageSettings } from "@/lib/env-parts"

const views = [
  { href: "/admin/messages", label: "Occasions" },
  { href: "/admin/messages/log", label: "Latest" },
]

/** The way between the occasions of messages and the messages themselves; above all, whether any go out. */
export function Views({ current }: { current: string }) {
  return (
    <>
      <Segmented
        label="Messages"
        className="mb-4"
        items={views.map((view) => ({ ...view, current: view.label === current }))}
      />
      <WhetherOn />
    </>
  )
}

/** Says so when the operator has messages switched off, or the number is missing from which they come. */
export function WhetherOn() {
  const { on, sender } = messageSettings(env())
  if (!on)
    return (
      <Alert tone="warn" className="mb-4" title="Nothing is sent: FEATURE_MESSAGING is off.">
        Whoever runs this center's server can switch it on. What is switched on here goes out from then on.
      </Alert>
    )
  if (sender) return null
  return (
    <Alert tone="warn" className="mb-4" title="The number from which messages come is missing.">
      Whoever runs this center's server can set it as TEXTLA_SENDER. Until then messages name none.
    </Alert>
  )
}
