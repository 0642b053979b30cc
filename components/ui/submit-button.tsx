"use client"
import type { ComponentProps } from "react"
import { useFormStatus } from "react-dom"
import { Button } from "./button"

/** The submit button of the form around it: busy while that form is being sent. */
export function SubmitButton(props: ComponentProps<typeof Button>) {
  const { pending } = useFormStatus()
  return <Button {...props} type="submit" loading={pending || props.loading} />
}
