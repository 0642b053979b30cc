"use client"
import { X } from "lucide-react"
import { Dialog as Radix } from "radix-ui"
import { type ComponentProps, createContext, type FormEvent, type ReactNode, useContext } from "react"
import { Button } from "./button"
import { cn } from "./cn"
import { overlayClasses, panelClasses } from "./dialog-look"
import { type GuardedProps, useGuard } from "./guard"
import { isInMessage } from "./in-message"
import { useReturnFocus } from "./return-focus"

const InputContext = createContext<((event: FormEvent) => void) | undefined>(undefined)

/** Open state, Esc, focus return and the question before typed text is lost. Sheets use it too. */
export function Dialog({ children, ...props }: GuardedProps & { children: ReactNode }) {
  const { open, onOpenChange, onInput, question } = useGuard(props)
  return (
    <InputContext value={onInput}>
      <Radix.Root open={open} onOpenChange={onOpenChange}>
        {children}
      </Radix.Root>
      {question}
    </InputContext>
  )
}

export function DialogTrigger(props: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger asChild {...props} />
}

export function DialogClose(props: ComponentProps<typeof Radix.Close>) {
  return <Radix.Close asChild {...props} />
}

export type DialogContentProps = Omit<ComponentProps<typeof Radix.Content>, "title"> & {
  title: ReactNode
  description?: ReactNode
  /** Hides title and close button from sight, not from screen readers. */
  bare?: boolean
}

export function DialogContent({ className, ...props }: DialogContentProps) {
  return <DialogPanel {...props} className={cn(panelClasses, "max-w-lg p-6", className)} />
}

/** What dialog and sheet have in common; `className` alone decides where it stands. */
export function DialogPanel({
  title,
  description,
  bare,
  children,
  onInput,
  onOpenAutoFocus,
  ...props
}: DialogContentProps & { className: string }) {
  const guardInput = useContext(InputContext)
  const returnFocus = useReturnFocus()
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClasses} />
      <Radix.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        {...returnFocus}
        {...props}
        onOpenAutoFocus={(event) => {
          returnFocus.onOpenAutoFocus()
          onOpenAutoFocus?.(event)
        }}
        onPointerDownOutside={(event) => {
          // Who presses a message means it, and not to leave what is open below.
          if (isInMessage(event.target)) event.preventDefault()
        }}
        onInput={(event) => {
          guardInput?.(event)
          onInput?.(event)
        }}
      >
        <div className={bare ? "sr-only" : "mb-4 pr-10"}>
          <Radix.Title className="font-semibold text-lg [overflow-wrap:anywhere]">{title}</Radix.Title>
          {description && (
            <Radix.Description className="mt-1 text-muted-foreground text-sm">
              {description}
            </Radix.Description>
          )}
        </div>
        {children}
        {!bare && (
          <Radix.Close asChild>
            <Button variant="ghost" size="icon" aria-label="Close" className="absolute top-3 right-3">
              <X aria-hidden />
            </Button>
          </Radix.Close>
        )}
      </Radix.Content>
    </Radix.Portal>
  )
}

/** The row of buttons at the end of a dialog or sheet. */
export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn("mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end", className)}
      {...props}
    />
  )
}
