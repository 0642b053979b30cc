import { scaleBand, scaleLinear } from "d3-scale"
import { cn } from "@/components/ui/cn"
import { placeOf } from "./labels"

export type Bar = {
  key: string
  /** What stands below it, if there is room. */
  tick: string
  /** In full, for the mouse. */
  label: string
  value: number
  /** Not finished yet, such as today. */
  open?: boolean
}

const HEIGHT = 176
const TOP = 20
const BOTTOM = 24

/**
 * Upright bars, drawn by the server. Widths are shares of the page's and heights are pixels, so that the letters have
 * the same size everywhere. `summary` is what a screen reader says of it; give the numbers in a table beside it.
 */
export function BarChart({ summary, bars }: { summary: string; bars: Bar[] }) {
  const x = scaleBand([0, 100])
    .domain(bars.map(({ key }) => key))
    .paddingInner(bars.length > 12 ? 0.25 : bars.length > 4 ? 0.35 : 0.7)
    .paddingOuter(bars.length > 4 ? 0 : 0.35)
  const highest = Math.max(1, ...bars.map(({ value }) => value))
  const y = scaleLinear([0, HEIGHT - TOP - BOTTOM]).domain([0, highest])
  const base = HEIGHT - BOTTOM
  const values = valueLabels(bars)
  const ticks = bars.map(({ tick }) => tick)
  return (
    <svg
      role="img"
      aria-label={summary}
      width="100%"
      height={HEIGHT}
      className="tabular block overflow-visible text-xs"
    >
      {bars.map((bar, index) => {
        const height = bar.value > 0 ? Math.max(2, y(bar.value)) : 0
        const left = x(bar.key) ?? 0
        return (
          <g key={bar.key}>
            <title>{`${bar.label}: ${shown(bar.value)}`}</title>
            {/* So that the mouse finds also the name of a day without a bar. */}
            <rect
              x={`${left}%`}
              y={0}
              width={`${x.bandwidth()}%`}
              height={base}
              className="fill-transparent"
            />
            <rect
              x={`${left}%`}
              y={base - height}
              width={`${x.bandwidth()}%`}
              height={height}
              rx={2}
              className={cn("fill-brand", bar.open && "opacity-60")}
            />
            <Text
              x={anchored(index, bars.length, left, x.bandwidth())}
              y={base - height - 6}
              place={values(index)}
            >
              {shown(bar.value)}
            </Text>
            <Text
              x={anchored(index, bars.length, left, x.bandwidth())}
              y={HEIGHT - 6}
              place={placeOf(index, ticks)}
              quiet
            >
              {bar.tick}
            </Text>
          </g>
        )
      })}
      <line x1="0" x2="100%" y1={base} y2={base} className="stroke-input" />
    </svg>
  )
}

type Anchor = { at: number; textAnchor: "start" | "middle" | "end" }
type TextProps = { x: Anchor; y: number; place: "all" | "desk" | "none"; quiet?: boolean; children: string }

function Text({ x, y, place, quiet, children }: TextProps) {
  if (place === "none") return null
  return (
    <text
      x={`${x.at}%`}
      y={y}
      textAnchor={x.textAnchor}
      className={cn(quiet ? "fill-muted-foreground" : "fill-foreground", place === "desk" && "max-sm:hidden")}
    >
      {children}
    </text>
  )
}

/** Among many narrow bars, the labels of the outermost ones end with them: they would stick out of the picture. */
function anchored(index: number, count: number, left: number, width: number): Anchor {
  if (count > 16 && index === 0) return { at: left, textAnchor: "start" }
  if (count > 16 && index === count - 1) return { at: left + width, textAnchor: "end" }
  return { at: left + width / 2, textAnchor: "middle" }
}

/** Each bar says its value where all have room; otherwise the highest does, and the last when it is not beside it. */
function valueLabels(bars: Bar[]) {
  const labels = bars.map(({ value }) => shown(value))
  const highest = bars.reduce((best, bar, index) => (bar.value > (bars[best]?.value ?? 0) ? index : best), 0)
  const last = bars.length - 1
  return (index: number) => {
    if (bars[index]?.value === 0) return "none"
    if (index === highest) return "all"
    if (index === last && last - highest > bars.length / 6) return "all"
    const everyone = labels.every((_, each) => placeOf(each, labels) === "all")
    if (everyone) return "all"
    return labels.every((_, each) => placeOf(each, labels) !== "none") ? "desk" : "none"
  }
}

const shown = (value: number) => value.toLocaleString("en-US")
