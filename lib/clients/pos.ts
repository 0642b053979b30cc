import { type CalendarDate, endOfNext } from "../core/clock"
import { invalid } from "../core/errors"

type PosDates = { posStartDate?: CalendarDate | null; posEndDate?: CalendarDate | null }

/** Throws invalid when a POS ends before it starts. */
export function requirePosInOrder({ posStartDate, posEndDate }: PosDates): void {
  if (posStartDate && posEndDate && posEndDate < posStartDate)
    throw invalid("posEndDate", "The POS must end on or after the day it starts.")
}

/** The end that is proposed when a POS is extended: as long again; null when there is no period to go by. */
export function nextPosEnd({ posStartDate, posEndDate }: PosDates): CalendarDate | null {
  return posStartDate && posEndDate ? endOfNext(posStartDate, posEndDate) : null
}
