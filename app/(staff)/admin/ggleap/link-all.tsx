import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog"
import { Button } from "@/components/ui/button"

/** Links everybody who is shown; asks, since it is undone only one by one. */
export function LinkAll({ number, busy, act }: { number: number; busy: boolean; act: () => void }) {
  return (
    <div>
      <AlertDialog>
        <AlertDialogTrigger>
          <Button variant="outline" loading={busy}>
            Link all {number}
          </Button>
        </AlertDialogTrigger>
        <AlertDialogContent
          title={`Link all ${number} clients that are shown?`}
          description="Each becomes the ggLeap user with the same e-mail. You can unlink them one by one."
        >
          <AlertDialogCancel />
          <AlertDialogAction onClick={act}>Link all {number}</AlertDialogAction>
        </AlertDialogContent>
      </AlertDialog>
    </div>
  )
}
