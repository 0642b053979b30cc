"use client"
import { Tooltip as Radix } from "radix-ui"
import type { ComponentProps, ReactNode } from "react"

type TooltipProps = Pick<ComponentProps<typeof Radix.Content>, "side" | "align"> & {
  content: ReactNode
  /** One focusable element, which keeps its own accessible name. */
  children: ReactNode
}

export function Tooltip({ content, side = "top", align, children }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={300}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            align={align}
            sideOffset={6}
            collisionPadding={8}
            className="fade-in-0 z-50 max-w-xs animate-in rounded-md bg-foreground px-3 py-1.5 text-background text-sm duration-120"
          >
            {content}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
