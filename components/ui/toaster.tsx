"use client"
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from "lucide-react"
import { Toaster as Sonner } from "sonner"

const actionClasses =
  "target shrink-0 rounded-md px-3 font-medium text-primary text-sm hover:bg-muted order-3 -outline-offset-2"

/** Once, in the layout of the staff's pages. Colours come from our tokens, so it follows data-theme by itself. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      offset={{ bottom: 16, right: 16 }}
      mobileOffset={{ bottom: 72, left: 8, right: 8 }}
      closeButton
      expand
      gap={8}
      visibleToasts={4}
      icons={{
        success: <CircleCheck aria-hidden className="size-5 text-status-active-foreground" />,
        error: <CircleAlert aria-hidden className="size-5 text-destructive" />,
        warning: <TriangleAlert aria-hidden className="size-5 text-status-expiring-foreground" />,
        info: <Info aria-hidden className="size-5 text-status-pending-foreground" />,
        close: <X aria-hidden className="size-4" />,
      }}
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: "Dismiss",
        classNames: {
          toast:
            "pointer-events-auto flex w-full items-center gap-2 rounded-lg border border-input bg-popover py-1.5 pr-1.5 pl-4 text-foreground shadow-md sm:w-[356px]",
          icon: "order-1 shrink-0",
          content: "order-2 min-w-0 flex-1 py-2 text-sm",
          title: "font-medium [overflow-wrap:anywhere]",
          description: "text-muted-foreground",
          actionButton: actionClasses,
          cancelButton: actionClasses,
          closeButton:
            "order-4 target-square grid shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-muted -outline-offset-2",
        },
      }}
    />
  )
}
