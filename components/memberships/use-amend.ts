"use client"
import { useRouter } from "next/navigation"
import type { Membership } from "@/lib/memberships/records"
import type { Amend, ShownMembership } from "./membership-actions"
import { useAsking } from "./use-asking"

type Change = Pick<Parameters<Amend>[0], "changes" | "reason">

/** A form over a saved membership; when somebody else changed it in between, theirs is fetched before it is sent again. */
export function useAmend(
  membership: ShownMembership,
  amend: Amend,
  changeOf: (fields: Record<string, string>) => Change,
  done: (saved: Membership) => void,
) {
  const router = useRouter()
  const form = useAsking(async (fields, overlap) => {
    const version = membership.updatedAt.toISOString()
    const outcome = await amend({ id: membership.id, version, overlap, ...changeOf(fields) })
    if (!outcome.ok && outcome.error.kind === "stale") router.refresh()
    return outcome
  }, done)
  return { ...form, stale: form.error?.kind === "stale" }
}
