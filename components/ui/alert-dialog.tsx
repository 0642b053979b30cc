"use client"
import { AlertDialog as Radix } from "radix-ui"
import type { ComponentProps, ReactNode } from "react"
import { Button } from "./button"
import { cn } from "./cn"
import { overlayClasses, panelClasses } from "./dialog-look"
import { useReturnFocus } from "./return-focus"

export const AlertDialog = Radix.Root

export function AlertDialogTrigger(props: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger asChild {...props} />
}

type AlertDialogContentProps = Omit<ComponentProps<typeof Radix.Content>, "title"> & {
  title: ReactNode
  description?: ReactNode
}

/** Children are its buttons: AlertDialogCancel, then AlertDialogAction. */
export function AlertDialogContent({
  title,
  description,
  className,
  children,
  ...props
}: AlertDialogContentProps) {
  const returnFocus = useReturnFocus()
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClasses} />
      <Radix.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        {...returnFocus}
        {...props}
        className={cn(panelClasses, "max-w-md p-6", className)}
      >
        <Radix.Title className="font-semibold text-lg [overflow-wrap:anywhere]">{title}</Radix.Title>
        {description && (
          <Radix.Description className="mt-2 text-muted-foreground">{description}</Radix.Description>
        )}
        <div className="mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">{children}</div>
      </Radix.Content>
    </Radix.Portal>
  )
}

export function AlertDialogCancel({ children = "Cancel", ...props }: ComponentProps<typeof Button>) {
  return (
    <Radix.Cancel asChild>
      <Button variant="outline" {...props}>
        {children}
      </Button>
    </Radix.Cancel>
  )
}

/** Closes the dialog after its onClick; call preventDefault there to keep it open while something runs. */
export function AlertDialogAction(props: ComponentProps<typeof Button>) {
  return (
    <Radix.Action asChild>
      <Button {...props} />
    </Radix.Action>
  )
}
