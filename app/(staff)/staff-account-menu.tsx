"use client"
import type { Theme } from "@/components/app-frame/account-items"
import { AccountMenu } from "@/components/app-frame/account-menu"
import { leave, type SignOut } from "./sign-out"
import { type ChooseTheme, useTheme } from "./use-theme"

type StaffAccountMenuProps = {
  user: { name: string; role: string }
  theme: Theme
  chooseTheme: ChooseTheme
  signOut: SignOut
}

export function StaffAccountMenu({ user, theme, chooseTheme, signOut }: StaffAccountMenuProps) {
  const { worn, wear } = useTheme(theme, chooseTheme)
  return <AccountMenu user={user} theme={worn} onTheme={wear} onSignOut={() => leave(signOut)} />
}
