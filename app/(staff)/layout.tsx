import {
  Activity,
  CalendarCheck,
  ChartColumn,
  CircleUser,
  CreditCard,
  FileUp,
  Gamepad2,
  IdCard,
  KeyRound,
  LayoutDashboard,
  MessageSquareText,
  PhoneCall,
  ScrollText,
  SearchCheck,
  Settings,
  Sofa,
  Tablet,
  TabletSmartphone,
  Tags,
  Trash2,
  UserCog,
  Users,
  Webhook,
} from "lucide-react"
import { headers } from "next/headers"
import type { ReactNode } from "react"
import { Frame } from "@/components/app-frame/frame"
import { SignInDialog } from "@/components/sign-in/sign-in-dialog"
import { Toaster } from "@/components/ui/toaster"
import { can } from "@/lib/permissions"
import { centerName } from "@/lib/web/centre"
import { requireUser } from "@/lib/web/session"
import { acknowledgeCallAction, chooseThemeAction, signOutAction, suggestClientsAction } from "./actions"
import { alertsNow } from "./alerts-now"
import { checkInAction, checkOutAction, takeBackAction } from "./check-ins/actions"
import { KioskWatch } from "./kiosk-watch"
import { StaffAccountMenu } from "./staff-account-menu"
import { StaffSearch } from "./staff-search"

const nav = [
  { href: "/", label: "Dashboard", icon: <LayoutDashboard aria-hidden /> },
  {
    href: "/clients",
    label: "Clients",
    icon: <Users aria-hidden />,
    without: ["/clients/deleted", "/clients/data-quality"],
  },
  { href: "/check-ins", label: "Check-ins", icon: <CalendarCheck aria-hidden /> },
  { href: "/memberships", label: "Memberships", icon: <IdCard aria-hidden /> },
  { href: "/reports", label: "Reports", icon: <ChartColumn aria-hidden /> },
]

/** Pages that stand in no menu; the search knows them. */
const alsoFound = [
  { href: "/check-ins/here", label: "Who is here", icon: <Sofa aria-hidden /> },
  {
    href: "/check-ins/waiting",
    label: "Kiosk entries to settle",
    icon: <TabletSmartphone aria-hidden />,
  },
  { href: "/memberships/renewals", label: "Renewals", icon: <PhoneCall aria-hidden /> },
  { href: "/account", label: "Your account", icon: <CircleUser aria-hidden /> },
]

const adminNav = [
  { href: "/imports", label: "Imports", icon: <FileUp aria-hidden /> },
  { href: "/admin/users", label: "Users", icon: <UserCog aria-hidden /> },
  { href: "/admin/plans", label: "Plans", icon: <CreditCard aria-hidden /> },
  { href: "/admin/tags", label: "Tags", icon: <Tags aria-hidden /> },
  { href: "/admin/devices", label: "Tablets", icon: <Tablet aria-hidden /> },
  { href: "/admin/api-keys", label: "API keys", icon: <KeyRound aria-hidden /> },
  { href: "/admin/messages", label: "Messages", icon: <MessageSquareText aria-hidden /> },
  { href: "/admin/webhooks", label: "Webhooks", icon: <Webhook aria-hidden /> },
  { href: "/admin/ggleap", label: "ggLeap", icon: <Gamepad2 aria-hidden /> },
  { href: "/admin/audit", label: "Audit log", icon: <ScrollText aria-hidden /> },
  { href: "/admin/settings", label: "Settings", icon: <Settings aria-hidden /> },
  { href: "/admin/system", label: "System", icon: <Activity aria-hidden /> },
  { href: "/clients/data-quality", label: "Data quality", icon: <SearchCheck aria-hidden /> },
  { href: "/clients/deleted", label: "Deleted clients", icon: <Trash2 aria-hidden /> },
]

const roleNames = { admin: "Admin", staff: "Staff" }

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const user = await requireUser((await headers()).get("x-path") ?? "/")
  const shown = { name: user.name, role: roleNames[user.role] }
  // Who must add a second factor first has nowhere else to go.
  const settled = !user.mustAddCode
  const manages = settled && can(user.role, "users.manage") ? adminNav : []
  return (
    <Frame
      user={shown}
      nav={settled ? nav : []}
      adminNav={manages}
      centerName={await centerName()}
      search={
        settled && (
          <StaffSearch
            pages={[...nav, ...alsoFound, ...manages]}
            mayAdd={can(user.role, "clients.create")}
            theme={user.theme}
            suggest={suggestClientsAction}
            checkIn={checkInAction}
            takeBack={takeBackAction}
            checkOut={checkOutAction}
            chooseTheme={chooseThemeAction}
            signOut={signOutAction}
          />
        )
      }
      notices={settled && <KioskWatch initial={await alertsNow()} acknowledge={acknowledgeCallAction} />}
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
      <Toaster />
    </Frame>
  )
}
