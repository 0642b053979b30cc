"use client"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import { ShownOnce } from "@/components/ui/shown-once"

/** The link that an admin hands over; it is shown this once. */
export function LinkDialog({ link, name, close }: { link: string | null; name: string; close: () => void }) {
  return (
    <Dialog open={link !== null} onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={`Link for ${name}`}
        description="Hand it over in person or by a safe message. It works once, for 24 hours, and is not shown again."
      >
        <ShownOnce what="link" label="Link to set a password" value={link ?? ""} />
      </DialogContent>
    </Dialog>
  )
}
