import { useEffect, useRef } from "react"

/** Calls back when the screen is touched anywhere but on a button. */
export function useAnyTouch(active: boolean, onTouch: () => void) {
  const now = useRef(onTouch)
  useEffect(() => {
    now.current = onTouch
  })
  useEffect(() => {
    if (!active) return
    const onClick = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || !target.closest("button")) now.current()
    }
    document.addEventListener("click", onClick)
    return () => document.removeEventListener("click", onClick)
  }, [active])
}
