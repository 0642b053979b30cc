import { EllipsisVertical, type LucideIcon } from "lucide-react"
import type { ReactNode } from "react"
import { Button } from "./button"
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "./dropdown-menu"

type ActionsMenuProps = { label: string; pending: boolean; children: ReactNode }

/** Three dots behind which stands what can be done about one thing; children are MenuActions. */
export function ActionsMenu({ label, pending, children }: ActionsMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>
        <Button variant="ghost" size="icon" loading={pending} aria-label={label}>
          <EllipsisVertical aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>{children}</DropdownMenuContent>
    </DropdownMenu>
  )
}

type MenuActionProps = { icon: LucideIcon; act: () => void; tone?: "destructive"; children: ReactNode }

export function MenuAction({ icon: Icon, act, tone, children }: MenuActionProps) {
  return (
    <DropdownMenuItem tone={tone} onSelect={act}>
      <Icon aria-hidden />
      {children}
    </DropdownMenuItem>
  )
}
