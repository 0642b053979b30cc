import { addDays, at, type CalendarDate, dateIn, momentOn, weekdayOf } from "../../lib/core/clock"

/** Opening hours, Monday to Saturday, in minutes after midnight. */
export const OPENS = 11 * 60
export const CLOSES = 20 * 60

const SATURDAY = 6
const SUNDAY = 7

export type Calendar = ReturnType<typeof calendarOf>

/** The days of the sample centre, counted from the day of `now`. */
export function calendarOf(now: Date, timeZone: string) {
  const today = dateIn(now, timeZone)
  const day = (offset: number) => addDays(today, offset)
  const { hour, minute } = at(now, timeZone)
  const minutes = hour * 60 + minute
  return {
    now,
    timeZone,
    today,
    day,
    /** The day at this offset, or the Saturday before when it is a Sunday. */
    openDay: (offset: number) => (isOpenOn(day(offset)) ? day(offset) : day(offset - 1)),
    /** The moment of a wall clock that shows `minutes` after midnight. */
    moment: (date: CalendarDate, minutes: number) => momentOn(date, timeOfDay(minutes), timeZone),
    /** Open since half an hour at least. */
    isOpenNow: isOpenOn(today) && minutes >= OPENS + 30 && minutes < CLOSES,
  }
}

export const isOpenOn = (date: CalendarDate) => weekdayOf(date) !== SUNDAY

export const isSaturday = (date: CalendarDate) => weekdayOf(date) === SATURDAY

/** `690` as `11:30`. */
const timeOfDay = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":")
