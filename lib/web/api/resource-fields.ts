import { z } from "zod"

export const moment = z.iso.datetime({ offset: true })
export const day = z.iso.date().nullable()
export const text = z.string().nullable()

/** A moment as the API writes it. */
export const iso = (date: Date | null) => date?.toISOString() ?? null
