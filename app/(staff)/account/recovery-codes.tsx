"use client"
import { Download, Printer } from "lucide-react"
import { Button, buttonVariants } from "@/components/ui/button"
import { CopyButton } from "@/components/ui/copy-button"
import { DialogFooter } from "@/components/ui/dialog"

type RecoveryCodesProps = { email: string; codes: string[]; close: () => void }

/** The codes, this once, and three ways to take them along. */
export function RecoveryCodes({ email, codes, close }: RecoveryCodesProps) {
  return (
    <div data-print="only">
      <p className="mb-3 hidden print:block">Recovery codes of {email} for BEC CRM</p>
      <ul className="grid gap-x-6 gap-y-1 rounded-lg bg-muted p-4 sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div data-print="hide" className="mt-4 flex flex-wrap gap-2">
        <CopyButton
          variant="outline"
          size="sm"
          text={codes.join("\n")}
          done="The recovery codes are copied."
          otherwise="Select the codes and copy them."
        >
          Copy
        </CopyButton>
        <Button variant="outline" size="sm" onClick={() => window.print()}>
          <Printer aria-hidden />
          Print
        </Button>
        <a
          href={fileOf(email, codes)}
          download="bec-crm-recovery-codes.txt"
          className={buttonVariants({ variant: "outline", size: "sm" })}
        >
          <Download aria-hidden />
          Download
        </a>
      </div>
      <DialogFooter data-print="hide">
        <Button onClick={close}>I have kept them</Button>
      </DialogFooter>
    </div>
  )
}

function fileOf(email: string, codes: string[]): string {
  const text = `Recovery codes of ${email} for BEC CRM\nEach works once.\n\n${codes.join("\n")}\n`
  return `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`
}
