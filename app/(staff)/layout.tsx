import {
  CalendarCheck,
  CreditCard,
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
import { SignInDialog } from "@/components/sign-in/sign-in-dialog"
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
  { href: "/admin/users", label: "Users", icon: <UserCog aria-hidden /> },
  { href: "/admin/plans", label: "Plans", icon: <CreditCard aria-hidden /> },
  { href: "/admin/api-keys", label: "API keys", icon: <KeyRound aria-hidden /> },
  { href: "/clients/deleted", label: "Deleted clients", icon: <Trash2 aria-hidden /> },
]

const roleNames = { admin: "Admin", staff: "Staff" }

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const user = await requireUser((await headers()).get("x-path") ?? "/")
  const shown = { name: user.name, role: roleNames[user.role] }
  // Who must add a second factor first has nowhere else to go.
  const settled = !user.mustAddCode
  return (
    <Frame
      user={shown}
      nav={settled ? nav : []}
      adminNav={settled && can(user.role, "users.manage") ? adminNav : []}
      centerName={env().CENTER_NAME}
      search={
        settled && (
          <SearchPalette suggest={suggestClientsAction} checkIn={checkInAction} takeBack={takeBackAction} />
        )
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
      <SignInDialog email={user.email} />
    </Frame>
  )
}
