"use client"
import { useAction } from "@/components/forms/use-action"
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type RevokeKeyProps = {
  id: string
  name: string
  revoke: (input: { id: string }) => Promise<Outcome<unknown>>
}

export function RevokeKey({ id, name, revoke }: RevokeKeyProps) {
  const { pending, run } = useAction()
  const act = () =>
    run(
      () => revoke({ id }),
      () => toast.success(`The key ${name} is revoked.`),
    )
  return (
    <AlertDialog>
      <AlertDialogTrigger>
        <Button variant="ghost" size="sm" loading={pending}>
          Revoke<span className="sr-only"> {name}</span>
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent
        title={`Revoke the key ${name}?`}
        description="Whatever uses it stops working at once. There is no way back; make a new key instead."
      >
        <AlertDialogCancel />
        <AlertDialogAction variant="destructive" onClick={act}>
          Revoke key
        </AlertDialogAction>
      </AlertDialogContent>
    </AlertDialog>
  )
}
