import { Button } from "@/components/ui/button"
import { DialogFooter } from "@/components/ui/dialog"

type FormButtonsProps = { label: string; pending: boolean; close: () => void }

/** Cancel, and the one button that sends the form. */
export function FormButtons({ label, pending, close }: FormButtonsProps) {
  return (
    <DialogFooter>
      <Button variant="outline" onClick={close}>
        Cancel
      </Button>
      <Button type="submit" loading={pending}>
        {label}
      </Button>
    </DialogFooter>
  )
}
