import type { CalendarDate } from "../core/clock"
import { invalid } from "../core/errors"

type PosDates = { posStartDate?: CalendarDate | null; posEndDate?: CalendarDate | null }

/** Throws invalid when a POS ends before it starts. */
export function requirePosInOrder({ posStartDate, posEndDate }: PosDates): void {
  if (posStartDate && posEndDate && posEndDate < posStartDate)
    throw invalid("posEndDate", "The POS must end on or after the day it starts.")
}
