import { expect, test } from "vitest"
import { dataQuality, tellApart } from "../../../lib/clients/data-quality"
import { deleteClient } from "../../../lib/clients/delete"
import { addClient, day, openCentre } from "../../support/cast"

const centre = openCentre()
const admin = centre.admin()

test("likely doubles are named with why, the surest first, and none that is told apart or contradicted", async () => {
  const add = (fields: Parameters<typeof addClient>[1]) => addClient(centre, fields)
  const ana = await add({
    firstName: "Ana",
    lastName: "O'Neil",
    phone: "+16615550101",
    dateOfBirth: "1990-01-03",
  })
  const again = await add({ firstName: "ana", lastName: "ONeil", phone: "+16615550101" })
  const married = await add({
    firstName: "Ana",
    lastName: "Reyes",
    phone: "+16615550101",
    uciNumber: "7000001",
  })
  const typo = await add({ firstName: "Mateo", lastName: "Garcia", dateOfBirth: "2001-05-06" })
  const typed = await add({ firstName: "Mateo", lastName: "Gracia", dateOfBirth: "2001-05-06" })
  // Father and son, two who share only a placeholder, and one who is deleted.
  await add({ firstName: "Theo", lastName: "Park", phone: "+16615550102", dateOfBirth: "1960-01-01" })
  await add({ firstName: "Theo", lastName: "Park", phone: "+16615550102", dateOfBirth: "1990-01-01" })
  await add({ firstName: "Lin", lastName: "Chen" })
  await add({ firstName: "Lin", lastName: "Chan" })
  await deleteClient(admin, {
    id: (await add({ firstName: "Ana", lastName: "O Neil", phone: "+16615550101" })).id,
  })

  const pairs = async () =>
    (await dataQuality(admin, {})).doubles.map(({ client, other, agree }) => [
      [client.id, other.id].toSorted().join(),
      agree.join(),
    ])
  const two = (one: { id: string }, other: { id: string }) => [one.id, other.id].toSorted().join()
  const found = await pairs()
  expect(found[0]).toEqual([two(ana, again), "name,phone"])
  expect(found.map(([pair]) => pair).toSorted()).toEqual(
    [two(ana, again), two(ana, married), two(again, married), two(typo, typed)].toSorted(),
  )
  await tellApart(admin, { id: married.id, otherId: ana.id })
  expect((await pairs()).map(([pair]) => pair)).not.toContain(two(ana, married))
})

test("numbers of another shape, birthdays that nobody has and placeholders are listed, each once", async () => {
  const { id } = await addClient(centre, { uciNumber: "12-A", email: "none@none.com" })
  // As they came from the predecessor: no form takes them.
  await centre.sql`update clients set phone = '+10000000000', date_of_birth = ${day(1)} where id = ${id}`
  const old = await addClient(centre, { dateOfBirth: "1901-01-02", uciNumber: "0000000" })
  await addClient(centre, { uciNumber: "1234567", phone: "+16615550199", dateOfBirth: "1990-05-05" })
  const { numbers, birthdays, placeholders } = await dataQuality(admin, {})
  const said = (faults: typeof numbers) =>
    faults.map(({ client, field }) => `${[id, old.id].indexOf(client.id)} ${field}`).toSorted()
  expect(said(numbers)).toEqual(["0 uciNumber"])
  expect(said(birthdays)).toEqual(["0 dateOfBirth", "1 dateOfBirth"])
  expect(said(placeholders)).toEqual(["0 email", "0 phone", "1 uciNumber"])
})
