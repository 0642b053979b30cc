"use client"
import { type ComponentProps, cloneElement, type ReactElement, useEffect, useRef } from "react"
import { type Source, useLate } from "./late"

type LateMenuProps<P> = P & {
  /** The menu, around the button that opens it. */
  source: Source<P & { children: ReactElement }>
  children: ReactElement<ComponentProps<"button">>
}

/**
 * A button whose menu comes when somebody reaches for it. What is pressed before it is there is pressed again on the
 * button as it is then.
 */
export function LateMenu<P extends object>({ source, children, ...menu }: LateMenuProps<P>) {
  const { Part: Menu, want } = useLate(source)
  const button = useRef<HTMLButtonElement>(null)
  const focused = useRef(false)
  const pressed = useRef<(() => Event) | null>(null)

  useEffect(() => {
    if (!Menu) return
    if (focused.current) button.current?.focus()
    if (pressed.current) button.current?.dispatchEvent(pressed.current())
  }, [Menu])

  if (Menu) return <Menu {...(menu as unknown as P)}>{cloneElement(children, { ref: button })}</Menu>
  const press = (event: () => Event) => {
    pressed.current = event
    want().then((came) => {
      if (!came) pressed.current = null
    })
  }
  return cloneElement(children, {
    ref: button,
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: () => void want({ ahead: true }),
    onFocus: () => {
      focused.current = true
      void want({ ahead: true })
    },
    onBlur: () => {
      focused.current = false
    },
    onPointerDown: (event) => {
      if (event.button === 0 && !event.ctrlKey) press(pointerDown)
    },
    onPointerCancel: () => {
      pressed.current = null
    },
    onKeyDown: (event) => {
      if (!["Enter", " ", "ArrowDown"].includes(event.key)) return
      event.preventDefault()
      press(() => new KeyboardEvent("keydown", { key: event.key, ...passing }))
    },
  })
}

const passing = { bubbles: true, cancelable: true }
const pointerDown = () => new PointerEvent("pointerdown", { button: 0, ...passing })
