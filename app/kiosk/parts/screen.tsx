import { type MouseEvent, type ReactNode, useEffect, useRef } from "react"
import type { IconName } from "../icons"
import { Picture } from "./picture"
import { Tools } from "./tools"

type ScreenProps = {
  heading: ReactNode
  icon?: IconName
  children?: ReactNode
  /** Stands at the side of the tools. */
  aside?: ReactNode
  /** The screen's own buttons start over and call staff. */
  helps?: boolean
}

/** One question: a heading, what can be done, and below it what is on every screen. */
export function Screen({ heading, icon, children, aside, helps }: ScreenProps) {
  const title = useRef<HTMLHeadingElement>(null)
  const opened = useRef(0)
  useEffect(() => {
    opened.current = performance.now()
    title.current?.focus()
    window.scrollTo(0, 0)
  }, [])
  /** The second tap of a double tap was meant for the screen before. */
  const swallowSecondTap = (event: MouseEvent) => {
    if (event.detail > 1 && performance.now() - opened.current < 400) event.stopPropagation()
  }
  return (
    <div className="flex min-h-dvh flex-col" onClickCapture={swallowSecondTap}>
      <main className="mx-auto grid w-full max-w-5xl grow content-center justify-items-center gap-6 p-4 text-center">
        <div className="grid justify-items-center gap-3">
          {icon && <Picture name={icon} className="size-16 text-primary" />}
          <h1 ref={title} tabIndex={-1} className="text-balance font-bold text-4xl lg:text-5xl">
            {heading}
          </h1>
        </div>
        {children}
      </main>
      <Tools aside={aside} short={helps} />
    </div>
  )
}

/** What is to be pressed, one below the other. */
export function Choices({ children }: { children: ReactNode }) {
  return <div className="grid w-full max-w-2xl gap-4">{children}</div>
}
