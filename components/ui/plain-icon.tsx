import { createElement, type SVGProps } from "react"

/** The elements of an icon of lucide-react, and their attributes. */
export type Strokes = [name: string, attributes: SVGProps<SVGElement>][]

type PlainIconProps = { strokes: Strokes; className?: string }

/** An icon that the server draws and no browser needs a script for: for what every page loads. */
export function PlainIcon({ strokes, className }: PlainIconProps) {
  return (
    <svg
      aria-hidden
      className={className}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {drawn(strokes)}
    </svg>
  )
}

export const drawn = (strokes: Strokes) =>
  strokes.map(([name, attributes]) =>
    createElement(name, { key: Object.values(attributes).join(), ...attributes }),
  )
