import { Button } from "@/components/ui/button"
import { DialogFooter } from "@/components/ui/dialog"

type FormButtonsProps = { label: string; closeLabel?: string; pending: boolean; close: () => void }

/** The way out without saving, and the one button that sends the form. */
export function FormButtons({ label, closeLabel = "Cancel", pending, close }: FormButtonsProps) {
  return (
    <DialogFooter>
      <Button variant="outline" onClick={close}>
        {closeLabel}
      </Button>
      <Button type="submit" loading={pending}>
        {label}
      </Button>
    </DialogFooter>
  )
}
