import { expect, test } from "vitest"
import { kindOf, shownText, tableOf } from "../../../lib/core/statement"

test.each([
  ['select "id" from "clients"', "select", "clients"],
  ["(select 1 from plans) union (select 2)", "select", "plans"],
  ['insert into "events" ("id") select * from x', "insert", "events"],
  ['update "users" set "name" = $1', "update", "users"],
  ['delete from "workers" where true', "delete", "workers"],
  ["with old as (select 1 from imports) select * from old", "select", "imports"],
  ["with gone as (delete from outbox returning *) select * from gone", "delete", "outbox"],
  ["begin isolation level repeatable read", "transaction", undefined],
  ["rollback to s1", "transaction", undefined],
  ["vacuum", "other", undefined],
  ["", "other", undefined],
])("%s", (text, kind, table) => {
  expect([kindOf(text), tableOf(text)]).toEqual([kind, table])
})

test("what is shown of a statement holds no value that stands in it", () => {
  expect(
    shownText("select *\n  from t1 where a = 'O''Hara' and b = 6615550123 and c = $1 and d = $$x$$"),
  ).toBe("select * from t1 where a = ? and b = ? and c = $1 and d = ?")
  expect(shownText("select 'never ended")).toBe("select ?")
})
