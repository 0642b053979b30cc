import { eq } from "drizzle-orm"
import { beforeAll, expect, test } from "vitest"
import { kioskBoxes, users, webhookTargets } from "../../../db/schema"
import { type Sealer, sealerFrom } from "../../../lib/core/crypto"
import { only } from "../../../lib/core/only"
import { boxPurpose, publicBox } from "../../../lib/kiosk/box"
import { listWaitingEntries } from "../../../lib/kiosk/entries"
import { resealAll } from "../../../lib/secrets/reseal"
import { secretPurpose } from "../../../lib/users/codes"
import { setPin, userWithPin } from "../../../lib/users/pin"
import { confirmSecondFactor } from "../../../lib/users/second-factor"
import { codeAt, newSecret } from "../../../lib/users/totp"
import { secretsOf } from "../../../lib/webhooks/secrets"
import { addTarget, rotateSecret } from "../../../lib/webhooks/targets"
import { now, openCentre, sealer } from "../../support/cast"
import { addEntry } from "../kiosk/entry"

const SECRET = "the secret that takes the place of the one before"
const BEFORE = "kept by the tests and by nobody else at all"
const both = sealerFrom(SECRET, BEFORE)
const onlyNew = sealerFrom(SECRET)

const centre = openCentre()
const admin = centre.admin()
const totp = newSecret()
let box = ""

beforeAll(async () => {
  await confirmSecondFactor(admin, { secret: totp, code: codeAt(totp, now) })
  await setPin(admin, { pin: "208713" })
  box = (await centre.db.transaction((tx) => publicBox({ tx, sealer, now })))?.id ?? ""
  await addEntry(centre, { way: "phone", value: "+16615550177" })
  const target = await addTarget(admin, { name: "Zap", url: "https://hooks.example/x", types: null })
  await rotateSecret(admin, { id: target.id })
})

type Column = [table: string, column: string]
const sealedColumns: Column[] = [
  ["users", "totp_secret"],
  ["users", "sealed_pin"],
  ["kiosk_boxes", "sealed_private_key"],
  ["kiosk_entries", "sealed_given"],
  ["webhook_targets", "sealed_secret"],
  ["webhook_targets", "sealed_former_secret"],
]

/** What of the kept opens with a key, under the name of its column. */
async function opens(key: Sealer) {
  const { id } = admin.actor as { id: string }
  const user = only(await centre.db.select().from(users).where(eq(users.id, id)))
  const entry = only((await listWaitingEntries(centre.staff({ sealer: key }), {})).rows)
  const [kept] = await centre.db.select().from(kioskBoxes)
  const target = only(await centre.db.select().from(webhookTargets))
  return {
    totp_secret: unsealed(key, user.totpSecret, secretPurpose(id)) === totp,
    sealed_pin: (await userWithPin(centre.db, key, "208713"))?.id === id,
    sealed_private_key: /PRIVATE KEY/.test(unsealed(key, kept?.sealedPrivateKey, boxPurpose(box)) ?? ""),
    sealed_given: entry.given === "+16615550177",
    sealed_secret: secretsOf({ sealer: key, now }, target).length >= 1,
    sealed_former_secret: secretsOf({ sealer: key, now }, target).length === 2,
  }
}

function unsealed(key: Sealer, sealed: string | null | undefined, purpose: string): string | null {
  try {
    return key.unseal(String(sealed), purpose)
  } catch {
    return null
  }
}

const all = (value: boolean) => Object.fromEntries(sealedColumns.map(([, column]) => [column, value]))

test("every column that holds something sealed is known here", async () => {
  const found = await centre.sql<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and (column_name like 'sealed%' or column_name = 'totp_secret')
      and table_name <> 'sealed_events' order by 1, 2`
  expect(found.map(({ table, column }) => [table, column]).sort()).toEqual([...sealedColumns].sort())
})

test("while both secrets are given, everything opens that was sealed under either", async () => {
  expect(await opens(both)).toEqual(all(true))
  expect(await opens(onlyNew)).toEqual(all(false))
})

test("sealing anew makes the present secret enough, and the one before useless", async () => {
  expect(await resealAll(centre.system({ sealer: both }), {})).toEqual({
    sealed: sealedColumns.length,
    shut: 0,
  })
  expect(await opens(onlyNew)).toEqual(all(true))
  expect(await opens(sealer)).toEqual(all(false))
  const [event] = await centre.sql`select data from events where type = 'secrets.resealed'`
  expect(event?.data).toEqual({ sealed: sealedColumns.length, shut: 0 })
})

test("it may be done again, and what nobody can open is counted and left as it is", async () => {
  expect(await resealAll(centre.system({ sealer: both }), {})).toEqual({
    sealed: sealedColumns.length,
    shut: 0,
  })
  const stranger = sealerFrom("a secret that has nothing to do with any of it")
  expect(await resealAll(centre.system({ sealer: stranger }), {})).toEqual({
    sealed: 0,
    shut: sealedColumns.length,
  })
  expect(await opens(onlyNew)).toEqual(all(true))
})
