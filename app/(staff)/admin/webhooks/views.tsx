import { Segmented } from "@/components/ui/segmented"

const views = [
  { href: "/admin/webhooks", label: "Came in" },
  { href: "/admin/webhooks/sent", label: "Sent" },
  { href: "/admin/webhooks/targets", label: "Targets" },
]

/** The way between what came in, what was sent, and where to. */
export function Views({ current }: { current: string }) {
  return (
    <Segmented
      label="Webhooks"
      className="mb-4"
      items={views.map((view) => ({ ...view, current: view.label === current }))}
    />
  )
}
