"use client"
import { Copy } from "lucide-react"
import type { ComponentProps } from "react"
import { Button } from "./button"
import { toast } from "./toast"

type CopyButtonProps = Pick<ComponentProps<typeof Button>, "variant" | "size" | "children"> & {
  text: string
  /** What is said when it is copied. */
  done: string
  /** What to do where the browser does not let it happen. */
  otherwise: string
}

/** Puts a text on the clipboard. */
export function CopyButton({ text, done, otherwise, children, ...button }: CopyButtonProps) {
  const copy = () =>
    copied(text).then(
      () => toast.success(done),
      () => toast.error(`The browser did not allow copying. ${otherwise}`),
    )
  return (
    <Button {...button} onClick={copy}>
      <Copy aria-hidden />
      {children}
    </Button>
  )
}

/** A page that came without TLS has no clipboard. */
const copied = async (text: string) => navigator.clipboard.writeText(text)
