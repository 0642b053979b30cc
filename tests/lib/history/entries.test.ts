import { expect, test } from "vitest"
import { createClient } from "../../../lib/clients/create"
import { clientHistory } from "../../../lib/clients/history"
import { updateClient } from "../../../lib/clients/update"
import { inWords } from "../../../lib/history/entries"
import { openCentre } from "../../support/cast"

const centre = openCentre()
const admin = centre.admin({ now: new Date("2026-03-04T22:05:00Z") })

test("an event in words has no more of it than a screen shows", async () => {
  const { id } = await createClient(admin, {
    firstName: "Maria",
    lastName: "Lopez",
    phone: "(661) 555-0123",
  })
  await updateClient(admin, { id, changes: { phone: "(661) 555-0199" } })
  await updateClient(admin, { id, changes: { language: "Spanish", serviceCoordinator: "Coordinator Diaz" } })
  const { rows, nextCursor } = await inWords(clientHistory)(
    { ...admin, now: new Date("2026-03-05T22:00:00Z") },
    { clientId: id, limit: 2 },
  )
  const shared = {
    id: expect.any(String),
    who: "Alex Admin",
    isNew: false,
    at: { iso: "2026-03-04T22:05:00.000Z", exact: "3/4/2026, 2:05 PM", said: "Yesterday 2:05 PM" },
  }
  const [first, second] = rows.toSorted((a, b) => a.changes.length - b.changes.length)
  expect(first).toStrictEqual({
    ...shared,
    did: "changed Phone from (661) 555-0123 to (661) 555-0199",
    changes: [],
  })
  expect(second).toStrictEqual({
    ...shared,
    did: expect.stringMatching(/^changed /),
    changes: expect.arrayContaining([{ what: "Language", from: "empty", to: "Spanish" }]),
  })
  expect(nextCursor).not.toBeNull()
})
