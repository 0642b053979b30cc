"use client"
import { useRouter } from "next/navigation"
import { PickClient } from "@/components/search/pick-client"
import type { Suggest } from "@/components/search/use-suggestions"

/** Leads to the page on which this client and another record of theirs are compared. */
export function MergeWith({ id, suggest }: { id: string; suggest: Suggest }) {
  const router = useRouter()
  return (
    <PickClient
      label="Merge with another record"
      hint="Find the other record of this person."
      except={id}
      suggest={suggest}
      pick={(other) => router.push(`/clients/${id}/merge/${other.id}`)}
    />
  )
}
