"use client"
import Link from "next/link"
import { usePathname } from "next/navigation"
import type { ReactNode } from "react"
import { cn } from "@/components/ui/cn"

export type NavItem = {
  href: string
  label: string
  icon: ReactNode
  /** False keeps it out of the bottom bar, which shows the first four of the others. */
  phone?: boolean
  /** Pages below it that have a link of their own. */
  without?: string[]
}

/** A page below the link's own counts as current, too. */
export function NavLink({ href, label, icon, without = [], look }: NavItem & { look: "rail" | "bar" }) {
  const pathname = usePathname()
  const isBelow = href !== "/" && pathname.startsWith(`${href}/`) && !without.includes(pathname)
  const current = pathname === href || isBelow
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className={cn(
        "-outline-offset-2 text-muted-foreground hover:text-foreground aria-[current]:font-medium",
        "aria-[current]:text-foreground aria-[current]:[&_svg]:text-primary [&_svg]:size-5 [&_svg]:shrink-0",
        look === "rail" &&
          "target flex items-center gap-3 rounded-lg px-3 text-sm hover:bg-muted aria-[current]:bg-muted",
        look === "bar" &&
          "flex h-16 min-w-0 flex-col items-center justify-center gap-1 border-transparent border-t-2 px-0.5 text-xs aria-[current]:border-primary",
      )}
    >
      {icon}
      <span className="max-w-full truncate">{label}</span>
    </Link>
  )
}
