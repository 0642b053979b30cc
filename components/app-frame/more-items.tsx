"use client"
import Link from "next/link"
import type { ReactElement } from "react"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu"
import type { NavItem } from "./nav-link"

export type MoreItemsProps = {
  items: NavItem[]
  /** The button that opens it. */
  children: ReactElement
}

/** Pages to go to, one below the other. */
export function MoreItems({ items, children }: MoreItemsProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>{children}</DropdownMenuTrigger>
      <DropdownMenuContent>
        {items.map((item) => (
          <DropdownMenuItem key={item.href} asChild>
            <Link href={item.href}>
              {item.icon}
              {item.label}
            </Link>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
