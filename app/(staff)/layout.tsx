import {
  CalendarCheck,
  FileUp,
  IdCard,
  KeyRound,
  LayoutDashboard,
  Trash2,
  UserCog,
  Users,
} from "lucide-react"
import { headers } from "next/headers"
import type { ReactNode } from "react"
import { Frame } from "@/components/app-frame/frame"
import { SearchPalette } from "@/components/search/search-palette"
import { env } from "@/lib/env"
import { can } from "@/lib/permissions"
import { requireUser } from "@/lib/web/session"
import { chooseThemeAction, signOutAction, suggestClientsAction } from "./actions"
import { checkInAction, takeBackAction } from "./check-ins/actions"
import { StaffAccountMenu } from "./staff-account-menu"

const nav = [
  { href: "/", label: "Dashboard", icon: <LayoutDashboard aria-hidden /> },
  { href: "/clients", label: "Clients", icon: <Users aria-hidden /> },
  { href: "/check-ins", label: "Check-ins", icon: <CalendarCheck aria-hidden /> },
  { href: "/memberships", label: "Memberships", icon: <IdCard aria-hidden /> },
]

const adminNav = [
  { href: "/imports", label: "Imports", icon: <FileUp aria-hidden /> },
  { href: "/admin/users", label: "Users", icon: <UserCog aria-hidden /> },
  { href: "/admin/api-keys", label: "API keys", icon: <KeyRound aria-hidden /> },
  { href: "/clients/deleted", label: "Deleted clients", icon: <Trash2 aria-hidden /> },
]

const roleNames = { admin: "Admin", staff: "Staff" }

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const user = await requireUser((await headers()).get("x-path") ?? "/")
  const shown = { name: user.name, role: roleNames[user.role] }
  return (
    <Frame
      user={shown}
      nav={nav}
      adminNav={can(user.role, "users.manage") ? adminNav : []}
      centerName={env().CENTER_NAME}
      search={
        <SearchPalette suggest={suggestClientsAction} checkIn={checkInAction} takeBack={takeBackAction} />
      }
      accountMenu={
        <StaffAccountMenu
          user={shown}
          theme={user.theme}
          chooseTheme={chooseThemeAction}
          signOut={signOutAction}
        />
      }
    >
      {children}
    </Frame>
  )
}
