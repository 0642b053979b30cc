"use client"
import { AccountMenu, type Theme } from "@/components/app-frame/account-menu"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { leave, type SignOut } from "./sign-out"

type StaffAccountMenuProps = {
  user: { name: string; role: string }
  theme: Theme
  chooseTheme: (input: { theme: Theme }) => Promise<Outcome<unknown>>
  signOut: SignOut
}

export function StaffAccountMenu({ chooseTheme, signOut, ...shown }: StaffAccountMenuProps) {
  const onTheme = async (theme: Theme) => {
    const outcome = await chooseTheme({ theme })
    if (!outcome.ok) toast.error(outcome.error.message)
  }
  return <AccountMenu {...shown} onTheme={onTheme} onSignOut={() => leave(signOut)} />
}
