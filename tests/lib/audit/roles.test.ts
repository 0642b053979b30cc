import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { connect } from "../../../db/client"
import { grantRights, rightsOf } from "../../../db/roles"
import { sealEvents } from "../../../lib/audit/seal"
import { addClient, openCentre } from "../../support/cast"

const centre = openCentre()
const app = connect(centre.url, { max: 1 })
const owner = connect(centre.ownerUrl, { max: 1 })
afterAll(() => Promise.all([app.close(), owner.close()]))

beforeAll(async () => {
  await addClient(centre)
  await sealEvents(centre.system(), {})
})

describe("the application's role", () => {
  test.each([
    "update events set actor_name = 'Nobody'",
    "update events set data = '{}' where false",
    "delete from events",
    "truncate events cascade",
    "alter table events disable trigger all",
    "alter table events disable trigger events_wait_for_seal",
    "drop trigger events_wait_for_seal on events",
    "create trigger t before insert on events for each row execute function suppress_redundant_updates_trigger()",
    "create rule r as on insert to events do instead nothing",
    "alter table events owner to current_user",
    "alter table events add column more text",
    "drop table events cascade",
    "update event_seals set hash = ''",
    "delete from event_seals",
    "truncate event_seals",
    "drop table event_seals",
    "delete from audit_head",
    "insert into unsealed_events values (gen_random_uuid())",
    "create or replace function wait_for_seal() returns trigger language sql as 'select 1'",
    "drop function erase_events_of_client(uuid)",
    "set session_replication_role = replica",
    "set role postgres",
    "alter role current_user superuser",
    "create table mine (id int)",
    "create table pgboss.mine (id int)",
    "copy events to '/tmp/bec-events'",
  ])("is refused: %s", async (statement) => {
    await expect(app.sql.unsafe(statement)).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|42809)$/),
    })
  })

  test("cannot give itself more", async () => {
    // Postgres only warns: nothing was granted.
    await app.sql.unsafe("grant update, delete on events to current_user")
    expect(await rightsOf(app.db)).toMatchObject({ restricted: true })
  })

  test("is known as one that is kept from the log, and the owner's as one that is not", async () => {
    expect(await rightsOf(app.db)).toEqual({ role: "bec_app", restricted: true })
    expect(await rightsOf(owner.db)).toMatchObject({ restricted: false })
  })
})

test("a role that may do more is not taken for the application's", async () => {
  await expect(grantRights(centre.ownerUrl, centre.ownerUrl)).rejects.toThrow(/may change the audit log/)
})

describe("a role that is not there yet", () => {
  const name = `bec_test_${process.pid}`
  const url = (password: string) => Object.assign(new URL(centre.ownerUrl), { username: name, password }).href
  afterAll(async () => {
    await owner.sql.unsafe(`drop owned by ${name}; drop role ${name}`)
  })

  test("is made, and takes the password that the settings name from now on", async () => {
    for (const password of ["first of all", "it's another"]) {
      await grantRights(centre.ownerUrl, url(password))
      const { db, close } = connect(url(password), { max: 1 })
      expect(await rightsOf(db).finally(close)).toEqual({ role: name, restricted: true })
    }
  })
})
