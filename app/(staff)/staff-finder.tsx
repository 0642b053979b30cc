"use client"
import { LogIn, LogOut, MessageSquarePlus, Monitor, Moon, Printer, Sun, UserPlus } from "lucide-react"
import type { Theme } from "@/components/app-frame/account-items"
import type { NavItem } from "@/components/app-frame/nav-link"
import type { CheckInActions } from "@/components/check-ins/use-check-in"
import type { CheckOut } from "@/components/search/client-choices"
import type { Command } from "@/components/search/commands"
import { FinderDialog, type Opened } from "@/components/search/finder-dialog"
import type { Suggest } from "@/components/search/use-suggestions"
import { leave, type SignOut } from "./sign-out"
import { type ChooseTheme, useTheme } from "./use-theme"

export type StaffFinderProps = CheckInActions & {
  checkOut: CheckOut
  pages: NavItem[]
  mayAdd: boolean
  theme: Theme
  suggest: Suggest
  chooseTheme: ChooseTheme
  signOut: SignOut
}

/** What is found from anywhere: clients, what this user may do, and where they may go. */
export function StaffFinder({
  pages,
  mayAdd,
  theme,
  chooseTheme,
  signOut,
  ...finder
}: StaffFinderProps & Opened) {
  const { worn, wear } = useTheme(theme, chooseTheme)
  const commands: Command[] = [
    { id: "check-in", label: "Check in …", icon: <LogIn aria-hidden />, group: "do", errand: "check-in" },
    {
      id: "note",
      label: "Add a note for …",
      icon: <MessageSquarePlus aria-hidden />,
      group: "do",
      errand: "note",
    },
    ...(mayAdd ? [addClient] : []),
    printHere,
    ...themes
      .filter(({ name }) => name !== worn)
      .map(({ name, label, icon }): Command => {
        return { id: `more-${name}`, label, words: "mode colors", icon, group: "do", act: () => wear(name) }
      }),
    {
      id: "more-sign-out",
      label: "Sign out",
      words: "log off leave",
      icon: <LogOut aria-hidden />,
      group: "do",
      act: () => void leave(signOut),
    },
    ...pages.map(
      ({ href, label, icon }): Command => ({ id: href, label, words: "go to", icon, group: "go", href }),
    ),
  ]
  return <FinderDialog {...finder} commands={commands} />
}

const addClient: Command = {
  id: "add-client",
  label: "Add client",
  words: "new",
  icon: <UserPlus aria-hidden />,
  group: "do",
  href: "/clients?add=1",
}

const printHere: Command = {
  id: "print",
  label: "Print who is here",
  words: "list",
  icon: <Printer aria-hidden />,
  group: "do",
  href: "/check-ins/here?print=1",
}

const themes: { name: Theme; label: string; icon: Command["icon"] }[] = [
  { name: "dark", label: "Dark theme", icon: <Moon aria-hidden /> },
  { name: "light", label: "Light theme", icon: <Sun aria-hidden /> },
  { name: "system", label: "Theme like this device", icon: <Monitor aria-hidden /> },
]
