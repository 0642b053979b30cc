import { cn } from "./cn"

type QrPictureProps = { size: number; path: string; label: string; className?: string }

/** A QR code: dark on light in both themes, because not every camera reads the other way round. */
export function QrPicture({ size, path, label, className }: QrPictureProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={cn("rounded-lg border bg-white text-black", className)}
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}
