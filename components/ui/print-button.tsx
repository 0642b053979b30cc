"use client"
import { Printer } from "lucide-react"
import { Button, type ButtonVariants } from "./button"

export function PrintButton({ variant = "outline" }: Pick<ButtonVariants, "variant">) {
  return (
    <Button variant={variant} onClick={() => window.print()}>
      <Printer aria-hidden />
      Print
    </Button>
  )
}
