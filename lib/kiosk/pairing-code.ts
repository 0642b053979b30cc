import { randomInt } from "node:crypto"
import { and, eq, gt, isNull, sql } from "drizzle-orm"
import { v7 } from "uuid"
import { z } from "zod"
import { kioskPairingCodes } from "../../db/schema"
import { type Inside, operation } from "../core/operation"
import { hashToken } from "../core/tokens"
import { deviceName, deviceStation } from "./devices"
import { CODE_MINUTES } from "./schema"

/**
 * Makes a code of 8 digits that lets one tablet in within the next 10 minutes, under this name and at this station. It is
 * seen this once, for only its hash is kept; the id tells later which tablet came with it.
 */
export const makePairingCode = operation({
  permission: "devices.manage",
  input: z.strictObject({ name: deviceName, station: deviceStation.default("Kiosk-Main") }),
  async run(inside, { name, station }) {
    const { tx, now, record } = inside
    const code = await freshCode(inside)
    const id = v7()
    const expiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000)
    await tx
      .insert(kioskPairingCodes)
      .values({ id, name, station, codeHash: hashToken(code), createdAt: now, expiresAt })
    record("kiosk_device.code_made", { name, station })
    return { id, code, expiresAt }
  },
})

/** 8 digits that no other code that works has, from numbers drawn below 100 million; those who ask take turns. */
export async function freshCode(
  { tx, now }: Pick<Inside, "tx" | "now">,
  draw = randomInt as (below: number) => number,
) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('kiosk pairing codes'))`)
  for (;;) {
    const code = String(draw(100_000_000)).padStart(8, "0")
    const alike = and(
      eq(kioskPairingCodes.codeHash, hashToken(code)),
      isNull(kioskPairingCodes.usedAt),
      gt(kioskPairingCodes.expiresAt, now),
    )
    if ((await tx.$count(kioskPairingCodes, alike)) === 0) return code
  }
}
