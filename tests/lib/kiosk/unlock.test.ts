import { beforeAll, expect, test } from "vitest"
import { unlockTablet, unpairTablet } from "../../../lib/kiosk/unlock"
import { deactivateUser } from "../../../lib/users/deactivate"
import { setPin } from "../../../lib/users/pin"
import { openCentre } from "../../support/cast"

const centre = openCentre()
const wrong = { name: "AppError", kind: "forbidden" }
const revoked = async () => (await centre.sql`select revoked_at from kiosk_devices`)[0]?.revoked_at

beforeAll(async () => {
  await setPin(centre.admin(), { pin: "271828" })
  await setPin(centre.staff(), { pin: "314159" })
})

test("the PIN of a user opens a tablet's settings, and that is written down", async () => {
  expect(await unlockTablet(centre.kiosk(), { pin: "314159" })).toEqual({
    name: "Sam Staff",
    mayUnpair: false,
  })
  expect(await unlockTablet(centre.kiosk(), { pin: "271828" })).toEqual({
    name: "Alex Admin",
    mayUnpair: true,
  })
  const events = await centre.sql`
    select actor_name, data ->> 'userName' as user from events where type = 'kiosk_device.unlocked' order by id`
  expect(events).toMatchObject([
    { actor_name: "Front door", user: "Sam Staff" },
    { actor_name: "Front door", user: "Alex Admin" },
  ])
})

test.each(["", "000000", "31415", "3141590", " 314159"])("%j opens nothing", async (pin) => {
  await expect(unlockTablet(centre.kiosk(), { pin })).rejects.toMatchObject(wrong)
  await expect(unpairTablet(centre.kiosk(), { pin })).rejects.toMatchObject(wrong)
})

test("only an admin's PIN cuts the tablet off", async () => {
  await expect(unpairTablet(centre.kiosk(), { pin: "314159" })).rejects.toMatchObject(wrong)
  expect(await revoked()).toBeNull()
  await unpairTablet(centre.kiosk(), { pin: "271828" })
  expect(await revoked()).toEqual(centre.kiosk().now)
})

test("the PIN of a user who was deactivated opens nothing any more", async () => {
  const { id } = centre.staff().actor as { id: string }
  await deactivateUser(centre.admin(), { id })
  await expect(unlockTablet(centre.kiosk(), { pin: "314159" })).rejects.toMatchObject(wrong)
})
