"use client"
import { CircleUser, LogOut, Monitor, Moon, Settings, Sun } from "lucide-react"
import Link from "next/link"
import { startTransition } from "react"
import { Button } from "@/components/ui/button"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu"

export type Theme = "light" | "dark" | "system"

type AccountMenuProps = {
  user: { name: string; role: string }
  theme: Theme
  onTheme: (theme: Theme) => void
  onSignOut: () => Promise<void>
}

export function AccountMenu({ user, theme, onTheme, onSignOut }: AccountMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>
        <Button variant="ghost" size="sm" aria-label={`${user.name}, account menu`} className="max-w-48">
          <CircleUser aria-hidden className="size-5" />
          <bdi className="hidden truncate sm:inline">{user.name}</bdi>
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
        <DropdownMenuLabel>
          <bdi className="block truncate font-medium text-foreground">{user.name}</bdi>
          <span>{user.role}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <ThemeChoice theme={theme} onTheme={onTheme} />
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/account">
            <Settings aria-hidden />
            Your account
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => startTransition(onSignOut)}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function ThemeChoice({ theme, onTheme }: Pick<AccountMenuProps, "theme" | "onTheme">) {
  return (
    <DropdownMenuRadioGroup
      aria-label="Theme"
      value={theme}
      onValueChange={(value) => onTheme(value as Theme)}
    >
      <DropdownMenuRadioItem value="light">
        <Sun aria-hidden />
        Light
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="dark">
        <Moon aria-hidden />
        Dark
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="system">
        <Monitor aria-hidden />
        Like this device
      </DropdownMenuRadioItem>
    </DropdownMenuRadioGroup>
  )
}
