import type { ReactNode } from "react"
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogTrigger,
} from "./alert-dialog"

type QuestionProps = {
  title: string
  text: string
  /** What the button says that does it. */
  label: string
  variant?: "primary" | "destructive"
  act: () => void
  /** The button that opens it; without one its owner says when it is open, such as a menu. */
  trigger?: ReactNode
  open?: boolean
  close?: () => void
}

/** Asks before something is done that has no way back. */
export function Question({ title, text, label, variant = "destructive", act, ...opened }: QuestionProps) {
  const { trigger, open, close } = opened
  return (
    <AlertDialog open={open} onOpenChange={(next) => !next && close?.()}>
      {trigger && <AlertDialogTrigger>{trigger}</AlertDialogTrigger>}
      <AlertDialogContent title={title} description={text}>
        <AlertDialogCancel />
        <AlertDialogAction variant={variant} onClick={act}>
          {label}
        </AlertDialogAction>
      </AlertDialogContent>
    </AlertDialog>
  )
}
