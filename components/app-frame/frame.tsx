import Link from "next/link"
import type { ReactNode } from "react"
import { Separator } from "@/components/ui/separator"
import { MoreMenu } from "./more-menu"
import { type NavItem, NavLink } from "./nav-link"
import { Wordmark } from "./wordmark"

type FrameProps = {
  user: { name: string; role: string }
  nav: NavItem[]
  adminNav: NavItem[]
  centerName: string
  search: ReactNode
  /** What waits for somebody: beside the search, or, with `order-last` and the full width, below it. */
  notices?: ReactNode
  accountMenu: ReactNode
  children: ReactNode
}

/** The frame around every staff page: rail from 1024 px, bottom bar below that, search and account on top. */
export function Frame({
  user,
  nav,
  adminNav,
  centerName,
  search,
  notices,
  accountMenu,
  children,
}: FrameProps) {
  const bar = nav.filter((item) => item.phone !== false).slice(0, 4)
  const rest = [...nav.filter((item) => !bar.includes(item)), ...adminNav]
  return (
    <div data-frame className="lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
      <SkipLink />
      <Rail nav={nav} adminNav={adminNav} centerName={centerName} user={user} />
      <div className="flex min-h-dvh flex-col">
        <header
          data-print="hide"
          className="sticky top-0 z-30 flex flex-wrap items-center gap-x-2 border-b bg-background px-3 sm:px-6"
        >
          <Link
            href="/"
            aria-label={`BEC, ${centerName}`}
            className="target flex items-center rounded-md lg:hidden"
          >
            <Wordmark />
          </Link>
          <div className="flex h-14 min-w-0 flex-1 items-center">{search}</div>
          {notices}
          <MoreMenu items={rest} />
          {accountMenu}
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[1200px] flex-1 px-4 pt-6 pb-[calc(5.5rem+env(safe-area-inset-bottom))] sm:px-6 lg:pb-10 print:p-0"
        >
          {children}
        </main>
        <BottomBar items={bar} />
      </div>
    </div>
  )
}

function SkipLink() {
  return (
    <a
      href="#content"
      data-print="hide"
      className="target fixed top-2 left-2 z-60 flex -translate-y-20 items-center rounded-lg bg-foreground px-4 text-background focus:translate-y-0"
    >
      Skip to content
    </a>
  )
}

function Rail({
  nav,
  adminNav,
  centerName,
  user,
}: Pick<FrameProps, "nav" | "adminNav" | "centerName" | "user">) {
  return (
    <nav
      aria-label="Main"
      data-print="hide"
      className="sticky top-0 hidden h-dvh flex-col overflow-y-auto border-r bg-surface lg:flex"
    >
      <Link href="/" className="grid gap-1 rounded-lg p-4 -outline-offset-4">
        <Wordmark />
        <span className="text-muted-foreground text-sm">{centerName}</span>
      </Link>
      <div className="grid gap-1 px-2">
        {nav.map((item) => (
          <NavLink key={item.href} {...item} look="rail" />
        ))}
        {adminNav.length > 0 && <Separator className="my-2" />}
        {adminNav.map((item) => (
          <NavLink key={item.href} {...item} look="rail" />
        ))}
      </div>
      <p className="mt-auto p-4 text-muted-foreground text-sm">
        <bdi className="block truncate">{user.name}</bdi>
        {user.role}
      </p>
    </nav>
  )
}

function BottomBar({ items }: { items: NavItem[] }) {
  return (
    <nav
      aria-label="Main, short"
      data-print="hide"
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {items.map((item) => (
        <NavLink key={item.href} {...item} look="bar" />
      ))}
    </nav>
  )
}
