"use client"
import { Menu } from "lucide-react"
import { Button } from "@/components/ui/button"
import { LateMenu } from "@/components/ui/late-menu"
import type { NavItem } from "./nav-link"

const source = () => import("./more-items").then(({ MoreItems }) => MoreItems)

/** Where the left rail is not shown: the pages for which the bottom bar has no room. */
export function MoreMenu({ items }: { items: NavItem[] }) {
  if (items.length === 0) return null
  return (
    <LateMenu items={items} source={source}>
      <Button variant="ghost" size="icon" aria-label="More pages" className="lg:hidden">
        <Menu aria-hidden />
      </Button>
    </LateMenu>
  )
}
