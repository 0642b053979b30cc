"use client"
import { type ReactNode, useState } from "react"
import { useKeptFocus } from "@/components/forms/use-kept-focus"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { termInWords } from "@/lib/memberships/words"
import type { ShownMembership } from "./membership-actions"

type MembershipDialogProps = {
  membership: ShownMembership
  /** Whose it is, where the page does not say so. */
  of?: string
  /** Whether there is a button, as there is unless this says no; an open dialog stays open when it goes. */
  offered?: boolean
  label: string
  title: string
  description?: string
  guard: string
  children: (close: () => void) => ReactNode
}

/** A small button beside a membership and the dialog that it opens. */
export function MembershipDialog(props: MembershipDialogProps) {
  const { membership, of, offered = true, label, title, description, guard, children } = props
  const [open, setOpen] = useState(false)
  useKeptFocus(offered || open)
  if (!offered && !open) return null
  return (
    <Dialog open={open} onOpenChange={setOpen} guard={guard}>
      <DialogTrigger>
        <Button variant="outline" size="sm">
          {label}
          <WhichMembership membership={membership} of={of} />
        </Button>
      </DialogTrigger>
      <DialogContent title={of ? `${title}: ${of}` : title} description={description}>
        {children(() => setOpen(false))}
      </DialogContent>
    </Dialog>
  )
}

/** What a button is about, for those who do not see beside what it stands. */
export function WhichMembership({ membership, of }: Pick<MembershipDialogProps, "membership" | "of">) {
  return (
    <span className="sr-only">
      {" "}
      {membership.plan.name}, {termInWords(membership)}
      {of && `, of ${of}`}
    </span>
  )
}

/** What the dialogs have in common: a membership and what may be done to it. */
export type DialogOf<Actions> = Actions & {
  membership: ShownMembership
  today: string
  of?: string
  offered?: boolean
}
