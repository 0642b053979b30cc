"use client"
import { signOut as forgetToken } from "next-auth/react"
import { AccountMenu, type Theme } from "@/components/app-frame/account-menu"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type StaffAccountMenuProps = {
  user: { name: string; role: string }
  theme: Theme
  chooseTheme: (input: { theme: Theme }) => Promise<Outcome<unknown>>
  signOut: (input: Record<string, never>) => Promise<Outcome<unknown>>
}

export function StaffAccountMenu({ chooseTheme, signOut, ...shown }: StaffAccountMenuProps) {
  const onTheme = async (theme: Theme) => {
    const outcome = await chooseTheme({ theme })
    if (!outcome.ok) toast.error(outcome.error.message)
  }
  const onSignOut = async () => {
    await signOut({})
    await forgetToken({ redirect: false })
    location.assign("/login")
  }
  return <AccountMenu {...shown} onTheme={onTheme} onSignOut={onSignOut} />
}
