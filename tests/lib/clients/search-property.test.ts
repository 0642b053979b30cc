import fc from "fast-check"
import { expect, test } from "vitest"
import { listClients } from "../../../lib/clients/list"
import type { AppError } from "../../../lib/core/errors"
import { addClient, openCentre } from "../../support/cast"
import { undone } from "../database"

const centre = openCentre()

const letters = fc.constantFrom(
  ..."aZéÑüøßłçőẞİıǅÅѐЖΣςΆ李한ਪੰਜาñ-'’. ,0%_\\\"/+()😀🎮ﬁＡ",
  "e\u0301",
  "x\u030c",
  "a\u0301\u0323",
)
const name = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: letters },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join("").replaceAll("\0", "").trim())
  .filter((text) => text !== "" && text.isWellFormed())
const slice = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }))

test("a client is found by every part of their name, as typed and without accents", async () => {
  await fc.assert(
    fc.asyncProperty(
      name,
      name,
      fc.array(slice, { minLength: 4, maxLength: 4 }),
      async (firstName, lastName, slices) => {
        await undone(centre.db, async (db) => {
          const { id } = await addClient(centre, { firstName, lastName }, { db })
          const typed = `${firstName} ${lastName}`
          const [row] = await db.execute<{ folded: string }>(`select search_text as folded from clients`)
          for (const text of [typed, (row?.folded ?? "").trim()])
            for (const [start, length] of slices) {
              const characters = Array.from(text)
              const from = start % characters.length
              const query = characters.slice(from, from + length).join("")
              const { rows } = await listClients(centre.staff({ db }), { query })
              expect(
                rows.map((found) => found.id),
                `${JSON.stringify(query)} in ${JSON.stringify(text)}`,
              ).toEqual([id])
            }
        })
      },
    ),
    { numRuns: 100 },
  )
})

test("no text that can be typed breaks the search", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 40 }), async (query) => {
      const answer = await listClients(centre.staff(), { query }).catch((error) => error)
      if (answer instanceof Error)
        expect(answer).toMatchObject({ kind: "invalid" } satisfies Partial<AppError>)
    }),
    { numRuns: 100 },
  )
})
