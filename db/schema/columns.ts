import { customType, uuid } from "drizzle-orm/pg-core"
import { v7 } from "uuid"

/** Primary key: a UUIDv7, so that rows made one after the other lie beside each other in the index. */
export const id = () => uuid("id").primaryKey().$defaultFn(v7)

/** A moment, to the millisecond: what JavaScript keeps is what Postgres keeps. */
export const moment = customType<{ data: Date; driverData: string }>({
  dataType: () => "timestamp (3) with time zone",
  toDriver: (value) => value.toISOString(),
  fromDriver: (value) => new Date(value),
})

export const createdAt = () => moment("created_at").notNull()
export const updatedAt = () => moment("updated_at").notNull()

/** A new row that may leave it to the function that writes it to say when it was made. */
export type Timed<Row> = Omit<Row, "createdAt" | "updatedAt"> & { createdAt?: Date; updatedAt?: Date }
