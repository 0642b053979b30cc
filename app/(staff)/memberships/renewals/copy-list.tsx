"use client"
import { Copy } from "lucide-react"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"

/** Copies a coordinator's list, to be pasted into an e-mail. */
export function CopyList({ text, whose, clients }: { text: string; whose: string; clients: string }) {
  const copy = () =>
    copied(text).then(
      () => toast.success(`${clients} copied. Paste the list into an e-mail.`),
      () => toast.error("The browser did not allow copying. Print the list instead."),
    )
  return (
    <Button variant="outline" size="sm" onClick={copy}>
      <Copy aria-hidden />
      Copy all as text<span className="sr-only"> for {whose}</span>
    </Button>
  )
}

/** A page that came without TLS has no clipboard. */
const copied = async (text: string) => navigator.clipboard.writeText(text)
