"use client"
import { Copy } from "lucide-react"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"

/** The link that an admin hands over; it is shown this once. */
export function LinkDialog({ link, name, close }: { link: string | null; name: string; close: () => void }) {
  const copy = () =>
    navigator.clipboard.writeText(link ?? "").then(
      () => toast.success("The link is copied."),
      () => toast.error("The browser did not allow copying. Select the link and copy it."),
    )
  return (
    <Dialog open={link !== null} onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={`Link for ${name}`}
        description="Hand it over in person or by a safe message. It works once, for 24 hours, and is not shown again."
      >
        <div className="grid gap-4">
          <Field name="link" label="Link to set a password">
            <Input readOnly value={link ?? ""} onFocus={(event) => event.currentTarget.select()} />
          </Field>
          <div>
            <Button onClick={copy}>
              <Copy aria-hidden />
              Copy link
            </Button>
          </div>
        </div>
      </DialogContent>
    </Dialog>
  )
}
