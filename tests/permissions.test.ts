import { readdirSync } from "node:fs"
import { resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { ClientChanges } from "../lib/clients/schema"
import { updateClient } from "../lib/clients/update"
import type { Context, Operation } from "../lib/core/operation"
import { everythingIn, undone } from "./lib/database"
import { sampleInputs } from "./lib/samples"
import { beforeTests } from "./support/before"
import { addClient, openCentre, today } from "./support/cast"
import { makeGgleap } from "./support/ggleap"

/** Who may call what, written by hand from product.md 3.2; `n` is the notes field only. */
const [header = [], ...rows] = `
                              admin  staff  admin-key  staff-key  kiosk  zapier  system  visitor  admin-without-code
  clients.createClient          yes     no        yes         no     no     yes      no       no                  no
  clients.updateClient          yes      n        yes          n     no     yes      no       no                  no
  clients.deleteClient          yes     no        yes         no     no      no      no       no                  no
  clients.restoreClient         yes     no        yes         no     no      no      no       no                  no
  erasure.eraseClient           yes     no         no         no     no      no      no       no                  no
  clients.getClient             yes    yes        yes        yes     no      no      no       no                  no
  clients.listClients           yes    yes        yes        yes     no      no      no       no                  no
  clients.suggestClients        yes    yes        yes        yes     no      no      no       no                  no
  clients.listDeletedClients    yes     no        yes         no     no      no      no       no                  no
  clients.countClients          yes    yes        yes        yes     no      no      no       no                  no
  clients.clientHistory         yes     no         no         no     no      no      no       no                  no
  clients.mergePreview          yes     no         no         no     no      no      no       no                  no
  clients.mergeClients          yes     no         no         no     no      no      no       no                  no
  clients.undoMerge             yes     no         no         no     no      no      no       no                  no
  clients.forgetMerges           no     no         no         no     no      no     yes       no                  no
  clients.listMerges            yes     no         no         no     no      no      no       no                  no
  clients.dataQuality           yes     no         no         no     no      no      no       no                  no
  clients.tellApart             yes     no         no         no     no      no      no       no                  no
  clients.addExternalId         yes     no        yes         no     no     yes      no       no                  no
  clients.addNote               yes    yes         no         no     no      no      no       no                  no
  clients.listNotes             yes    yes        yes        yes     no      no      no       no                  no
  clients.setTags               yes     no        yes         no     no      no      no       no                  no
  clients.listTags              yes    yes        yes        yes     no      no      no       no                  no
  clients.listTagsInUse         yes     no        yes         no     no      no      no       no                  no
  clients.tagName               yes    yes        yes        yes     no      no      no       no                  no
  clients.createTag             yes     no        yes         no     no      no      no       no                  no
  clients.renameTag             yes     no        yes         no     no      no      no       no                  no
  clients.mergeTag              yes     no        yes         no     no      no      no       no                  no
  clients.deleteTag             yes     no        yes         no     no      no      no       no                  no
  clients.grantConsent          yes     no        yes         no     no     yes      no       no                  no
  clients.revokeConsent         yes     no        yes         no     no     yes      no       no                  no
  clients.listConsents          yes    yes        yes        yes     no      no      no       no                  no
  clients.addContactMethod      yes     no        yes         no     no      no      no       no                  no
  clients.removeContactMethod   yes     no        yes         no     no      no      no       no                  no
  clients.directMessages        yes     no        yes         no     no      no      no       no                  no
  clients.listContactMethods    yes    yes        yes        yes     no      no      no       no                  no
  memberships.enroll            yes     no        yes         no     no     yes      no       no                  no
  memberships.listMemberships   yes    yes        yes        yes     no      no      no       no                  no
  memberships.listPlans         yes    yes        yes        yes     no      no      no       no                  no
  memberships.listByStatus      yes    yes        yes        yes     no      no      no       no                  no
  memberships.printByStatus     yes    yes        yes        yes     no      no      no       no                  no
  memberships.exportByStatus    yes     no        yes         no     no      no     yes       no                  no
  memberships.filterChoices     yes    yes        yes        yes     no      no      no       no                  no
  memberships.renewals          yes    yes        yes        yes     no      no      no       no                  no
  memberships.followUp          yes     no        yes         no     no      no      no       no                  no
  memberships.findFollowedUp    yes    yes        yes        yes     no      no      no       no                  no
  memberships.renew             yes     no        yes         no     no     yes      no       no                  no
  memberships.amendMembership   yes     no        yes         no     no     yes      no       no                  no
  memberships.createPlan        yes     no        yes         no     no      no      no       no                  no
  memberships.updatePlan        yes     no        yes         no     no      no      no       no                  no
  memberships.listAllPlans      yes     no        yes         no     no      no      no       no                  no
  check-ins.checkIn             yes    yes        yes        yes     no      no      no       no                  no
  check-ins.checkOut            yes    yes        yes        yes     no      no      no       no                  no
  check-ins.voidCheckIn         yes    yes        yes        yes     no      no      no       no                  no
  check-ins.correctVisit        yes      n         no         no     no      no      no       no                  no
  check-ins.enterMissedVisit    yes     no         no         no     no      no      no       no                  no
  check-ins.enterMissedVisits   yes     no         no         no     no      no      no       no                  no
  check-ins.expectedOn          yes    yes        yes        yes     no      no      no       no                  no
  check-ins.rollCall            yes    yes        yes        yes     no      no      no       no                  no
  check-ins.hereAmong           yes    yes        yes        yes     no      no      no       no                  no
  check-ins.suggestAtDesk       yes    yes        yes        yes     no      no      no       no                  no
  check-ins.listCheckIns        yes    yes        yes        yes     no      no      no       no                  no
  check-ins.whoIsHere           yes    yes        yes        yes     no      no      no       no                  no
  check-ins.lastVisit           yes    yes        yes        yes     no      no      no       no                  no
  cards.issueCards              yes    yes         no         no     no      no      no       no                  no
  cards.replaceCard             yes    yes         no         no     no      no      no       no                  no
  cards.revokeCard              yes    yes         no         no     no      no      no       no                  no
  cards.cardOf                  yes    yes         no         no     no      no      no       no                  no
  cards.cardsToPrint            yes    yes         no         no     no      no      no       no                  no
  cards.listToPrint             yes    yes         no         no     no      no      no       no                  no
  kiosk.pairDevice               no     no         no         no     no      no      no       yes                  no
  kiosk.kioskState               no     no         no         no    yes      no      no       no                  no
  kiosk.contact                  no     no         no         no    yes      no      no       no                  no
  kiosk.lookUp                   no     no         no         no    yes      no      no       no                  no
  kiosk.kioskCheckIn             no     no         no         no    yes      no      no       no                  no
  kiosk.kioskCheckOut            no     no         no         no    yes      no      no       no                  no
  kiosk.kioskUndo                no     no         no         no    yes      no      no       no                  no
  kiosk.callStaff                no     no         no         no    yes      no      no       no                  no
  kiosk.unlockTablet             no     no         no         no    yes      no      no       no                  no
  kiosk.unpairTablet             no     no         no         no    yes      no      no       no                  no
  kiosk.takeEntry                no     no         no         no    yes      no      no       no                  no
  kiosk.makePairingCode         yes     no         no         no     no      no      yes       no                  no
  kiosk.listDevices             yes     no         no         no     no      no      yes       no                  no
  kiosk.updateDevice            yes     no         no         no     no      no      yes       no                  no
  kiosk.revokeDevice            yes     no         no         no     no      no      yes       no                  no
  kiosk.kioskAlerts             yes    yes         no         no     no      no       no       no                  no
  kiosk.acknowledgeCall         yes    yes         no         no     no      no       no       no                  no
  kiosk.listWaitingEntries      yes    yes         no         no     no      no       no       no                  no
  kiosk.settleEntry             yes    yes         no         no     no      no       no       no                  no
  kiosk.dismissEntry            yes    yes         no         no     no      no       no       no                  no
  kiosk.reopenEntry             yes    yes         no         no     no      no       no       no                  no
  messages.messageOccasions     yes     no         no         no     no      no      no       no                  no
  messages.previewMessages      yes     no         no         no     no      no      no       no                  no
  messages.switchMessages       yes     no         no         no     no      no      no       no                  no
  messages.listMessages         yes    yes        yes        yes     no      no      no       no                  no
  messages.planWelcome           no     no         no         no     no      no     yes       no                  no
  messages.planExpiry            no     no         no         no     no      no     yes       no                  no
  messages.planNudge             no     no         no         no     no      no     yes       no                  no
  messages.planMeetup            no     no         no         no     no      no     yes       no                  no
  messages.releaseDue            no     no         no         no     no      no     yes       no                  no
  webhooks.receiveEvent          no     no         no         no     no     yes      no       no                  no
  webhooks.settleInbound        yes     no         no         no     no      no      no       no                  no
  webhooks.dismissInbound       yes     no         no         no     no      no      no       no                  no
  webhooks.listInbound          yes     no         no         no     no      no      no       no                  no
  webhooks.getInbound           yes     no         no         no     no      no      no       no                  no
  webhooks.addTarget            yes     no         no         no     no      no      no       no                  no
  webhooks.updateTarget         yes     no         no         no     no      no      no       no                  no
  webhooks.switchTarget         yes     no         no         no     no      no      no       no                  no
  webhooks.rotateSecret         yes     no         no         no     no      no      no       no                  no
  webhooks.removeTarget         yes     no         no         no     no      no      no       no                  no
  webhooks.sendTest             yes     no         no         no     no      no      no       no                  no
  webhooks.listTargets          yes     no         no         no     no      no      no       no                  no
  webhooks.listDeliveries       yes     no         no         no     no      no      no       no                  no
  webhooks.getDelivery          yes     no         no         no     no      no      no       no                  no
  webhooks.repeatDelivery       yes     no         no         no     no      no      no       no                  no
  webhooks.repeatPeriod         yes     no         no         no     no      no      no       no                  no
  webhooks.subscribe            yes     no        yes         no     no      no      no       no                  no
  webhooks.listSubscriptions    yes     no        yes         no     no      no      no       no                  no
  webhooks.unsubscribe          yes     no        yes         no     no      no      no       no                  no
  webhooks.eventSample          yes     no        yes         no     no      no      no       no                  no
  webhooks.keepTargetOfSetting   no     no         no         no     no      no     yes       no                  no
  webhooks.dispatchOutbox        no     no         no         no     no      no     yes       no                  no
  webhooks.deliverNext           no     no         no         no     no      no     yes       no                  no
  webhooks.redactOld             no     no         no         no     no      no     yes       no                  no
  webhooks.webhookTrouble       yes     no         no         no     no      no      no       no                  no
  webhooks.countAttention       yes     no         no         no     no      no      no       no                  no
  imports.configureImport       yes     no        yes         no     no      no     yes       no                  no
  imports.exportClients         yes     no        yes         no     no      no     yes       no                  no
  imports.getImport             yes     no        yes         no     no      no     yes       no                  no
  imports.importExamples        yes     no        yes         no     no      no     yes       no                  no
  imports.importFile            yes     no        yes         no     no      no     yes       no                  no
  imports.importReport          yes     no        yes         no     no      no     yes       no                  no
  imports.importTemplate        yes     no        yes         no     no      no     yes       no                  no
  imports.listImportRows        yes     no        yes         no     no      no     yes       no                  no
  imports.listImports           yes     no        yes         no     no      no     yes       no                  no
  imports.loadFile              yes     no        yes         no     no      no     yes       no                  no
  imports.problemRows           yes     no        yes         no     no      no     yes       no                  no
  imports.startCheck            yes     no        yes         no     no      no     yes       no                  no
  imports.startImport           yes     no        yes         no     no      no     yes       no                  no
  imports.cancelImport          yes     no        yes         no     no      no     yes       no                  no
  imports.beginAttempt           no     no         no         no     no      no     yes       no                  no
  imports.noteFailure            no     no         no         no     no      no     yes       no                  no
  imports.forgetAttempt          no     no         no         no     no      no     yes       no                  no
  imports.forgetFiles            no     no         no         no     no      no     yes       no                  no
  imports.undoImport            yes     no        yes         no     no      no     yes       no                  no
  reports.stats                 yes    yes        yes        yes     no      no      no       no                  no
  reports.liveDesk              yes    yes        yes        yes     no      no      no       no                  no
  reports.expiringSoon          yes    yes        yes        yes     no      no      no       no                  no
  reports.listNotSeen           yes    yes        yes        yes     no      no      no       no                  no
  reports.totalNotSeen          yes    yes        yes        yes     no      no      no       no                  no
  reports.recentNotes           yes    yes        yes        yes     no      no      no       no                  no
  reports.visitsPerDay          yes    yes        yes        yes     no      no      no       no                  no
  reports.attendanceByMonth     yes    yes        yes        yes     no      no      no       no                  no
  reports.membershipsOverTime   yes    yes        yes        yes     no      no      no       no                  no
  reports.clientsBy             yes    yes        yes        yes     no      no      no       no                  no
  history.searchAudit           yes     no         no         no     no      no     yes       no                  no
  history.auditPeople           yes     no         no         no     no      no     yes       no                  no
  history.exportAudit           yes     no         no         no     no      no     yes       no                  no
  history.accessReport          yes     no         no         no     no      no     yes       no                  no
  audit.noteExport              yes    yes        yes        yes     no      no      no       no                  no
  audit.noteRefusal              no     no         no         no    yes      no      no      yes                  no
  audit.sealEvents               no     no         no         no     no      no     yes       no                  no
  audit.verifyAuditLog          yes     no         no         no     no      no     yes       no                  no
  users.inviteUser              yes     no         no         no     no      no     yes       no                  no
  users.listUsers               yes     no         no         no     no      no     yes       no                  no
  users.changeRole              yes     no         no         no     no      no     yes       no                  no
  users.deactivateUser          yes     no         no         no     no      no     yes       no                  no
  users.reactivateUser          yes     no         no         no     no      no     yes       no                  no
  users.makeResetLink           yes     no         no         no     no      no     yes       no                  no
  users.chooseTheme             yes    yes         no         no     no      no      no       no                 yes
  users.changePassword          yes    yes         no         no     no      no      no       no                 yes
  users.signOut                 yes    yes         no         no     no      no      no       no                 yes
  users.signIn                  no     no         no         no     no      no      no       yes                  no
  users.passwordLink            yes    yes        no         no     no      no      no       yes                 yes
  users.setPassword             yes    yes        no         no     no      no      no       yes                 yes
  users.updateUser              yes     no         no         no     no      no     yes       no                  no
  users.endUserSessions         yes     no         no         no     no      no     yes       no                  no
  users.resetSecondFactor       yes     no         no         no     no      no     yes       no                  no
  users.listOwnSessions         yes    yes         no         no     no      no      no       no                 yes
  users.endOwnSession           yes    yes         no         no     no      no      no       no                 yes
  users.endOtherSessions        yes    yes         no         no     no      no      no       no                 yes
  users.secondFactor            yes    yes         no         no     no      no      no       no                 yes
  users.offerSecondFactor       yes    yes         no         no     no      no      no       no                 yes
  users.confirmSecondFactor     yes    yes         no         no     no      no      no       no                 yes
  users.removeSecondFactor      yes    yes         no         no     no      no      no       no                 yes
  users.makeRecoveryCodes       yes    yes         no         no     no      no      no       no                 yes
  users.hasPin                  yes    yes         no         no     no      no      no       no                 yes
  users.setPin                  yes    yes         no         no     no      no      no       no                 yes
  users.removePin               yes    yes         no         no     no      no      no       no                 yes
  api-keys.createApiKey         yes     no         no         no     no      no     yes       no                  no
  api-keys.revokeApiKey         yes     no         no         no     no      no     yes       no                  no
  api-keys.listApiKeys          yes     no         no         no     no      no     yes       no                  no
  krc.migrateFromKrc             no     no         no         no     no      no     yes       no                  no
  ggleap.linkClient             yes     no         no         no     no      no      no       no                  no
  ggleap.linkMatches            yes     no         no         no     no      no      no       no                  no
  ggleap.unlinkClient           yes     no         no         no     no      no      no       no                  no
  ggleap.listLinks              yes     no         no         no     no      no      no       no                  no
  ggleap.linkOf                 yes     no         no         no     no      no      no       no                  no
  ggleap.findGgleapUsers        yes     no         no         no     no      no      no       no                  no
  ggleap.emailMatches           yes     no         no         no     no      no      no       no                  no
  ggleap.drift                  yes     no         no         no     no      no      no       no                  no
  ggleap.syncGroups             yes     no         no         no     no      no     yes       no                  no
  ggleap.askForPlacements       yes     no         no         no     no      no     yes       no                  no
  ggleap.placeClient            yes     no         no         no     no      no     yes       no                  no
  ggleap.settle                 yes     no         no         no     no      no     yes       no                  no
  ggleap.noteProblem            yes     no         no         no     no      no     yes       no                  no
  settings.listSettings         yes     no         no         no     no      no      no       no                  no
  settings.changeSetting        yes     no         no         no     no      no      no       no                  no
  settings.changeSettings       yes     no         no         no     no      no      no       no                  no
  settings.settingsHistory      yes     no         no         no     no      no      no       no                  no
  settings.lastSettingChanges   yes     no         no         no     no      no      no       no                  no
  schedule.fireDue               no     no         no         no     no      no     yes       no                  no
  schedule.beginRun              no     no         no         no     no      no     yes       no                  no
  schedule.endRun                no     no         no         no     no      no     yes       no                  no
  schedule.sayHere               no     no         no         no     no      no     yes       no                  no
  schedule.sayGone               no     no         no         no     no      no     yes       no                  no
  schedule.askAnew               no     no         no         no     no      no     yes       no                  no
  backups.listBackups           yes     no         no         no     no      no     yes       no                  no
  backups.backupState           yes     no         no         no     no      no     yes       no                  no
  backups.tellBackups            no     no         no         no     no      no     yes       no                  no
  backups.tellFailure            no     no         no         no     no      no     yes       no                  no
  backups.tellRestored           no     no         no         no     no      no     yes       no                  no
  secrets.resealAll              no     no         no         no     no      no     yes       no                  no
  schedule.askForRun            yes     no         no         no     no      no      no       no                  no
  schedule.clockwork            yes     no         no         no     no      no      no       no                  no
  schedule.listRuns             yes     no         no         no     no      no      no       no                  no
  schedule.scheduleTrouble      yes     no         no         no     no      no      no       no                  no
  doctor.examine                yes     no         no         no     no      no     yes       no                  no
  check-ins.closeVisits          no     no         no         no     no      no     yes       no                  no
  coverage.tellStatusChanges     no     no         no         no     no      no     yes       no                  no
`
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/))

const centre = openCentre()
const operations = beforeTests(async () => ({ byName: await allOperations() }))
const fake = makeGgleap()
beforeAll(fake.open)
afterAll(fake.close)
const samples = beforeTests(async () => ({ inputs: await sampleInputs(centre, fake) }))
const everything = () => everythingIn(centre.sql)
const call = (name: string, ctx: Context, input = samples.inputs[name]) =>
  (operations.byName.get(name) as Operation)({ ...ctx, ggleap: fake.api() }, input)

const contexts: Record<string, (overrides?: Partial<Context>) => Context> = {
  admin: centre.admin,
  staff: centre.staff,
  "admin-key": centre.adminKey,
  "staff-key": centre.staffKey,
  kiosk: centre.kiosk,
  zapier: centre.zapier,
  system: centre.system,
  visitor: centre.visitor,
  "admin-without-code": (overrides) =>
    centre.contextOf({ ...centre.admin().actor, mustAddCode: true } as never)(overrides),
}

test("every operation stands in the table and has a sample, and nothing else does", () => {
  const names = rows.map(([name]) => name).sort()
  expect(names).toEqual([...operations.byName.keys()].sort())
  expect(names).toEqual(Object.keys(samples.inputs).sort())
  expect(header).toEqual(Object.keys(contexts))
})

const nonsense = [
  {},
  null,
  "x",
  7,
  [],
  { nonsense: 1 },
  { changes: null },
  { changes: "notes" },
  { changes: { firstName: 7 } },
]

describe.each(header)("as %s", (role) => {
  const ctx = contexts[role] as (overrides?: Partial<Context>) => Context
  const refusal = { name: "AppError", kind: role === "visitor" ? "unauthenticated" : "forbidden" }
  const granted = rows.map(([name = "", ...grants]) => ({ name, grant: grants[header.indexOf(role)] }))
  const named = (...grants: string[]) =>
    granted.filter(({ grant = "" }) => grants.includes(grant)).map(({ name }) => name)

  test("what is not granted is refused, with every input alike, and changes nothing", async () => {
    const attempt = async (name: string) => {
      for (const input of [samples.inputs[name], ...nonsense])
        await expect(call(name, ctx(), input), name).rejects.toMatchObject(refusal)
    }
    await expectUnchanged(named("no"), attempt)
  })

  test("what is granted is done", async () => {
    for (const name of named("yes", "n"))
      await undone(centre.db, (db) => call(name, ctx({ db }))).catch((error) => {
        throw new Error(name, { cause: error })
      })
  })

  test("nonsense is called invalid, not a fault of ours, and changes nothing", async () => {
    const attempt = async (name: string) => {
      for (const input of nonsense.slice(1, -1))
        await expect(call(name, ctx(), input), name).rejects.toMatchObject({ name: "AppError" })
    }
    await expectUnchanged(named("yes", "n"), attempt)
  })
})

/** Tries all of them and looks once whether anything changed; only where it did, again after each, to name which. */
async function expectUnchanged(names: string[], attempt: (name: string) => Promise<void>) {
  let before = await everything()
  for (const name of names) await attempt(name)
  if ((await everything()) === before) return
  for (const name of names) {
    before = await everything()
    await attempt(name)
    expect(await everything(), `${name} changed something`).toBe(before)
  }
  expect.fail(`One of these changed something, and did not do so again: ${names.join(", ")}`)
}

describe("each field of a client", () => {
  const ana = beforeTests(() => addClient(centre, { notes: "Old" }))
  const fields: ClientChanges = {
    firstName: "Eva",
    lastName: "Ruiz",
    email: "eva@example.org",
    phone: "+16615550101",
    dateOfBirth: "2001-02-03",
    parentGuardianName: "Rosa Ruiz",
    uciNumber: "0012345",
    serviceCoordinator: "Kim Park",
    posStartDate: today,
    posEndDate: today,
    language: "es",
  }
  const changesOfOne = Object.entries(fields).map(([field, value]) => ({ [field]: value }) as ClientChanges)

  test("is changed by admins and their keys", async () => {
    for (const changes of changesOfOne)
      for (const ctx of [centre.admin, centre.adminKey])
        await undone(centre.db, async (db) => {
          expect(await updateClient(ctx({ db }), { id: ana.id, changes })).toMatchObject(changes)
        })
  })

  test("is not changed by staff and their keys, alone or beside the notes", async () => {
    const before = await everything()
    for (const change of changesOfOne)
      for (const ctx of [centre.staff(), centre.staffKey()])
        for (const changes of [change, { notes: "New", ...change }, { ...change, notes: "New" }])
          await expect(updateClient(ctx, { id: ana.id, changes })).rejects.toMatchObject({
            kind: "forbidden",
          })
    expect(await everything()).toBe(before)
  })
})

/** Every operation and query that lib exports, by the folder it lies in and its name. */
async function allOperations(): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>()
  for (const path of readdirSync("lib", { recursive: true, encoding: "utf8" })) {
    if (!path.endsWith(".ts") || path.startsWith("web/")) continue
    const module = await import(/* @vite-ignore */ resolve("lib", path))
    for (const [name, value] of Object.entries(module))
      if (typeof value === "function" && "permission" in value && "kind" in value)
        found.set(`${path.split("/")[0]}.${name}`, value)
  }
  return found
}
