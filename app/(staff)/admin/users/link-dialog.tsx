"use client"
import { CopyButton } from "@/components/ui/copy-button"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"

/** The link that an admin hands over; it is shown this once. */
export function LinkDialog({ link, name, close }: { link: string | null; name: string; close: () => void }) {
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
            <CopyButton text={link ?? ""} done="The link is copied." otherwise="Select the link and copy it.">
              Copy link
            </CopyButton>
          </div>
        </div>
      </DialogContent>
    </Dialog>
  )
}
