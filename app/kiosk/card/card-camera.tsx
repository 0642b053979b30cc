import { useEffect, useRef } from "react"
import { cardIn } from "../scanner"

type CardCameraProps = {
  camera: "user" | "environment"
  onCard: (token: string) => void
  /** There is no camera, or it may not be used. */
  onNone: () => void
}

/** The camera's picture, until a member card is read in it. The front camera shows it as a mirror does. */
export function CardCamera({ camera, onCard, onNone }: CardCameraProps) {
  const video = useRef<HTMLVideoElement>(null)
  const now = useRef({ onCard, onNone })
  useEffect(() => {
    now.current = { onCard, onNone }
  })
  useEffect(() => {
    let end: (() => void) | undefined
    let over = false
    const finish = () => {
      over = true
      end?.()
    }
    const onText = (text: string) => {
      const card = cardIn(text)
      if (!card || over) return
      finish()
      now.current.onCard(card)
    }
    const begin = async () => {
      const { readWith } = await import("./reader")
      if (over || !video.current) return
      end = await readWith(video.current, camera, onText)
      if (over) end()
    }
    begin().catch(() => over || now.current.onNone())
    return finish
  }, [camera])
  return (
    <video
      ref={video}
      muted
      playsInline
      autoPlay
      aria-hidden
      className={`aspect-4/3 max-h-[45dvh] w-full max-w-xl rounded-xl border-2 border-input bg-surface object-cover ${camera === "user" ? "-scale-x-100" : ""}`}
    />
  )
}
