"use client"
import { type ComponentProps, useEffect, useRef } from "react"
import { Alert } from "./alert"

/** A notice that appears above what somebody is doing: announced, brought into view and focused. */
export function CalledAlert(props: Omit<ComponentProps<typeof Alert>, "ref" | "role" | "tabIndex">) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return <Alert ref={box} role="alert" tabIndex={-1} {...props} />
}
