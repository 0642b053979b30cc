import { sql } from "drizzle-orm"
import { boolean, check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core"
import { createdAt, id, moment } from "./columns"

/** Tablets that an admin let in. */
export const kioskDevices = pgTable(
  "kiosk_devices",
  {
    id: id(),
    name: text("name").notNull(),
    station: text("station").notNull(),
    tokenHash: text("token_hash").notNull().unique("kiosk_devices_token_key"),
    pairedAt: moment("paired_at").notNull(),
    revokedAt: moment("revoked_at"),
    lastContactAt: moment("last_contact_at"),
    /** The build of the kiosk that the tablet shows. */
    version: text("version"),
    batteryPercent: integer("battery_percent"),
    charging: boolean("charging"),
    /** Entries that the tablet keeps until the network is back. */
    waiting: integer("waiting").notNull().default(0),
    /** What must be added to the tablet's clock to have the server's. */
    clockOffsetSeconds: integer("clock_offset_seconds"),
  },
  (t) => [
    check("kiosk_devices_battery_percent", sql`${t.batteryPercent} between 0 and 100`),
    check("kiosk_devices_waiting", sql`${t.waiting} >= 0`),
  ],
)

/** Codes of 8 digits with which a tablet is paired once. */
export const kioskPairingCodes = pgTable(
  "kiosk_pairing_codes",
  {
    id: id(),
    name: text("name").notNull(),
    station: text("station").notNull(),
    codeHash: text("code_hash").notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    deviceId: uuid("device_id").references(() => kioskDevices.id, { onDelete: "restrict" }),
  },
  (t) => [
    index("kiosk_pairing_codes_by_hash").on(t.codeHash),
    check("kiosk_pairing_codes_used_whole", sql`(${t.usedAt} is null) = (${t.deviceId} is null)`),
  ],
)
