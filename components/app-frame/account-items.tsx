"use client"
import { LogOut, Monitor, Moon, Settings, Sun } from "lucide-react"
import Link from "next/link"
import { type ReactElement, startTransition } from "react"
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

export type AccountItemsProps = {
  user: { name: string; role: string }
  theme: Theme
  onTheme: (theme: Theme) => void
  onSignOut: () => Promise<void>
  /** The button that opens it. */
  children: ReactElement
}

/** Who is signed in, the theme, and the way out. */
export function AccountItems({ user, theme, onTheme, onSignOut, children }: AccountItemsProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>{children}</DropdownMenuTrigger>
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

function ThemeChoice({ theme, onTheme }: Pick<AccountItemsProps, "theme" | "onTheme">) {
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
