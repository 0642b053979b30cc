import { join } from "node:path"
import { expect, test } from "vitest"
import { newKey } from "../../../lib/backups/seal"
import { temporaryFolder } from "../../support/before"
import { openCentre } from "../../support/cast"
import { look, patientOf, sound } from "./patient"

const centre = openCentre()
const home = temporaryFolder()

test("WAL is looked at where this process is told of it, as the application's role, and what is wrong is named", async () => {
  const places = { BACKUP_DIR: join(home, "backups"), WAL_ARCHIVE_DIR: join(home, "wal") }
  const given = {
    ...sound,
    ...places,
    DATABASE_URL: centre.url,
    BACKUP_RECIPIENT: (await newKey()).recipient,
  }
  expect((await look("backups.wal", patientOf(centre)))[0]).toBe("skip")
  const [state, says] = await look("backups.wal", patientOf(centre, given))
  expect(state).toBe("fail")
  expect(says).toContain("Postgres archives nothing")
  expect(says).toContain("There is no base backup")
})
