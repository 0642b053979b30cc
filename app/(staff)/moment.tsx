import { Time } from "@/components/ui/time"
import { formatExactly, formatMoment, formatMomentAndTime } from "@/lib/core/format-moment"
import { env } from "@/lib/env"

type MomentProps = { at: Date; withTime?: boolean; className?: string }

/** A moment as the centre's clock shows it, told from today; in full for the mouse. */
export function Moment({ at, withTime, className }: MomentProps) {
  const zone = env().CENTER_TIME_ZONE
  const told = withTime ? formatMomentAndTime : formatMoment
  return (
    <Time className={className} dateTime={at.toISOString()} exact={formatExactly(at, zone)}>
      {told(at, new Date(), zone)}
    </Time>
  )
}
