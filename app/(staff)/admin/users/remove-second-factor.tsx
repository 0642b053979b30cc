import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
} from "@/components/ui/alert-dialog"

type RemoveSecondFactorProps = { name: string; open: boolean; close: () => void; remove: () => void }

/** There is no way back, so it asks; and it reminds whom to ask before. */
export function RemoveSecondFactor({ name, open, close, remove }: RemoveSecondFactorProps) {
  return (
    <AlertDialog open={open} onOpenChange={(next) => !next && close()}>
      <AlertDialogContent
        title={`Remove the second factor of ${name}?`}
        description="For somebody who lost the phone. Make sure that it is they who ask: from then on the password alone opens the account, until they set it up again."
      >
        <AlertDialogCancel />
        <AlertDialogAction variant="destructive" onClick={remove}>
          Remove second factor
        </AlertDialogAction>
      </AlertDialogContent>
    </AlertDialog>
  )
}
