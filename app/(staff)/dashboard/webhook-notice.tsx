import Link from "next/link"
import { Alert } from "@/components/ui/alert"
import { count, listed } from "@/lib/core/format"
import { can } from "@/lib/permissions"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { webhookTrouble } from "@/lib/webhooks/trouble"

/** To admins: what does not reach other programs any more, and what came in and waits for a decision. */
export async function WebhookNotice() {
  const { role } = await requireUser("/")
  if (!can(role, "hooks.manage")) return null
  const { off, attention } = await read(webhookTrouble, {})
  if (off.length === 0 && attention === 0) return null
  return (
    <Alert tone="warn" className="mb-4" title={titleOf(off, attention)}>
      <Link
        href={off.length > 0 ? "/admin/webhooks/targets" : "/admin/webhooks?state=attention"}
        className="link target inline-flex items-center"
      >
        Look at the webhooks
      </Link>
    </Alert>
  )
}

function titleOf(off: { name: string }[], attention: number): string {
  return [
    off.length > 0 && `Nothing is sent to ${listed(off.map(({ name }) => name))} any more.`,
    attention > 0 &&
      `${count(attention, "event")} from Zapier ${attention === 1 ? "needs" : "need"} attention.`,
  ]
    .filter(Boolean)
    .join(" ")
}
