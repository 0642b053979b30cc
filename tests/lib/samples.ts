import { randomUUID } from "node:crypto"
import { kioskCalls } from "../../db/schema"
import { createApiKey } from "../../lib/api-keys/keys"
import { issueCards } from "../../lib/cards/issue"
import { checkIn } from "../../lib/check-ins/check-in"
import { addContactMethod, listContactMethods } from "../../lib/clients/contact-methods"
import { deleteClient } from "../../lib/clients/delete"
import { mergeClients } from "../../lib/clients/merge"
import { createTag } from "../../lib/clients/tag-changes"
import { updateClient } from "../../lib/clients/update"
import { tabletOf } from "../../lib/core/actor"
import { only } from "../../lib/core/only"
import { startCheck } from "../../lib/imports/check"
import { kioskCheckIn } from "../../lib/kiosk/check-in"
import { lookUp } from "../../lib/kiosk/look-up"
import { settleEntry } from "../../lib/kiosk/settle"
import { enroll } from "../../lib/memberships/enroll"
import { listPlans } from "../../lib/memberships/list"
import { deactivateUser } from "../../lib/users/deactivate"
import { inviteUser } from "../../lib/users/invite"
import { listUsers } from "../../lib/users/list"
import { setPin } from "../../lib/users/pin"
import { makeResetLink } from "../../lib/users/reset-password"
import { confirmSecondFactor } from "../../lib/users/second-factor"
import { setPassword } from "../../lib/users/set-password"
import { codeAt, newSecret } from "../../lib/users/totp"
import { listInbound } from "../../lib/webhooks/list-inbound"
import { receiveEvent } from "../../lib/webhooks/receive"
import { subscribe } from "../../lib/webhooks/subscriptions"
import { addTarget, sendTest } from "../../lib/webhooks/targets"
import { addClient, type Centre, day, inMinutes, now, today } from "../support/cast"
import type { FakeGgleap } from "../support/ggleap"
import { openPredecessor } from "../support/predecessor"
import { pairingCode } from "../support/tablet"
import { ggleapOf } from "./ggleap/linked"
import { importsOf } from "./imports/files"
import { addEntry } from "./kiosk/entry"

const password = "seven green kettles hum"

/** For each operation of lib an input with which it can be done, by everyone who may. */
export async function sampleInputs(centre: Centre, fake: FakeGgleap): Promise<Record<string, unknown>> {
  const admin = centre.admin()
  const ana = await addClient(centre)
  const clientId = ana.id
  const gone = await addClient(centre)
  await deleteClient(admin, { id: gone.id })
  const { visit } = await checkIn(admin, { clientId: (await addClient(centre)).id, idempotencyKey: "sample" })
  const early = centre.admin({ now: inMinutes(-120) })
  const forgotten = await checkIn(early, {
    clientId: (await addClient(centre)).id,
    idempotencyKey: "forgotten",
  })
  const onPaper = { reason: "No power", evidence: "paper_sheet" } as const
  const term = { planCode: "unlimited", startsOn: today, endsOn: day(90) }
  const membership = await enroll(admin, { clientId: (await addClient(centre)).id, ...term })
  const [plan] = await listPlans(admin, {})
  const contact = { clientId, kind: "email", value: "mother@example.org" } as const
  await addContactMethod(admin, contact)
  const contactMethod = only(await listContactMethods(admin, { clientId }))
  const key = await createApiKey(admin, { name: "Sample", role: "staff" })
  for (const user of await listUsers(admin, {})) {
    const { token } = await makeResetLink(admin, { id: user.id })
    await setPassword(centre.visitor(), { token, password })
  }
  const newPhone = () => {
    const secret = newSecret()
    return { secret, code: codeAt(secret, now), password }
  }
  for (const ctx of [admin, centre.staff()]) await confirmSecondFactor(ctx, newPhone())
  const other = await inviteUser(admin, { name: "Olga Other", email: "olga@bec.example", role: "staff" })
  const former = await inviteUser(admin, { name: "Fred Former", email: "fred@bec.example", role: "staff" })
  await deactivateUser(admin, { id: former.id })
  const covered = await addClient(centre)
  const endsOn = day(12)
  await enroll(admin, { clientId: covered.id, planCode: "unlimited", startsOn: day(-30), endsOn })
  const ending = { clientId: covered.id, coverageEndsOn: endsOn }
  const tag = await createTag(admin, { name: "Sample tag" })
  await createTag(admin, { name: "Sample target" })
  const carded = await addClient(centre)
  await issueCards(admin, { clientIds: [carded.id] })
  const predecessor = await openPredecessor("uuid")
  const file = await sampleImports(centre)
  return {
    "clients.createClient": { firstName: "Eva", lastName: "Ruiz" },
    "clients.updateClient": { id: clientId, changes: { notes: "Likes racing games" } },
    "clients.deleteClient": { id: clientId },
    "clients.restoreClient": { id: gone.id },
    "erasure.eraseClient": { id: clientId },
    "clients.getClient": { id: clientId },
    "clients.listClients": { query: "ana" },
    "clients.suggestClients": { query: "ana" },
    "clients.listDeletedClients": {},
    "clients.countClients": {},
    "clients.clientHistory": { clientId },
    "clients.mergePreview": { id: clientId, otherId: gone.id },
    "clients.mergeClients": {
      id: clientId,
      otherId: gone.id,
      version: ana.version,
      otherVersion: gone.version,
    },
    "clients.undoMerge": await mergedSample(centre),
    "clients.forgetMerges": {},
    "clients.listMerges": { clientId },
    "clients.dataQuality": {},
    "clients.tellApart": { id: clientId, otherId: carded.id },
    "clients.addExternalId": { id: clientId, sender: "stripe", externalId: "cus_1" },
    "clients.addNote": { clientId, body: "Came with her brother" },
    "clients.listNotes": { clientId },
    "clients.setTags": { id: clientId, tags: ["League"] },
    "clients.listTags": {},
    "clients.listTagsInUse": {},
    "clients.tagName": { id: tag.id },
    "clients.createTag": { name: "Chess club" },
    "clients.renameTag": { id: tag.id, name: "Quiet seat" },
    "clients.mergeTag": { id: tag.id, into: "Sample target" },
    "clients.deleteTag": { id: tag.id },
    "clients.grantConsent": { clientId, kind: "sms" },
    "clients.revokeConsent": { clientId, kind: "sms" },
    "clients.listConsents": { clientId },
    "clients.addContactMethod": { clientId, kind: "phone", value: "661 555 0170" },
    "clients.removeContactMethod": { clientId, id: contactMethod.id },
    "clients.directMessages": await guardianSample(centre),
    "clients.listContactMethods": { clientId },
    "memberships.enroll": { clientId, ...term },
    "memberships.renew": { membershipId: membership.id },
    "memberships.amendMembership": { id: membership.id, changes: { endsOn: day(97) }, reason: "Was ill" },
    "memberships.createPlan": { code: "weekly", name: "Weekly", lengthValue: 7, lengthUnit: "days" },
    "memberships.updatePlan": { id: plan?.id, changes: { name: "Renamed" } },
    "memberships.listAllPlans": {},
    "memberships.listMemberships": { clientId },
    "memberships.listPlans": {},
    "memberships.listByStatus": { status: "expiring" },
    "memberships.printByStatus": { status: "expired" },
    "memberships.exportByStatus": { status: "pending" },
    "memberships.filterChoices": {},
    "memberships.renewals": {},
    "memberships.followUp": { ...ending, contactedOn: today, promised: true, note: "Called twice" },
    "memberships.findFollowedUp": ending,
    "check-ins.correctVisit": { id: forgotten.visit.id, to: "10:30", ...onPaper },
    "check-ins.enterMissedVisit": {
      clientId,
      day: day(-1),
      from: "14:00",
      to: "16:00",
      ...onPaper,
      idempotencyKey: "missed",
    },
    "check-ins.enterMissedVisits": {
      ...{ day: day(-2), ...onPaper },
      visits: [{ clientId, from: "14:00", to: "16:00", idempotencyKey: "missed too" }],
    },
    "check-ins.expectedOn": { day: today },
    "check-ins.rollCall": {},
    "check-ins.hereAmong": { clientIds: [clientId] },
    "check-ins.suggestAtDesk": { query: "ana" },
    "check-ins.checkIn": { clientId, idempotencyKey: "another" },
    "check-ins.checkOut": { id: visit.id },
    "check-ins.voidCheckIn": { id: visit.id },
    "check-ins.listCheckIns": { from: today, to: today },
    "check-ins.whoIsHere": {},
    "check-ins.lastVisit": { clientId },
    "cards.issueCards": { clientIds: [clientId, carded.id] },
    "cards.replaceCard": { clientId: carded.id },
    "cards.revokeCard": { clientId: carded.id },
    "cards.cardOf": { clientId: carded.id },
    "cards.cardsToPrint": { clientIds: [clientId, carded.id] },
    "cards.listToPrint": { query: "ana" },
    ...(await tabletSamples(centre)),
    ...(await inboundSamples(centre)),
    ...(await ggleapSamples(centre, fake)),
    ...(await outgoingSamples(centre)),
    ...(await deskSamples(centre, clientId)),
    ...messageSamples,
    "imports.configureImport": { id: file.loaded, options: { update: false, clearBlank: true } },
    "imports.exportClients": { query: "ana" },
    "imports.getImport": { id: file.done },
    "imports.importExamples": { id: file.loaded },
    "imports.importFile": { fileName: "clients.csv", bytes: sampleFile, dryRun: true },
    "imports.importReport": { id: file.done },
    "imports.importTemplate": {},
    "imports.listImportRows": { id: file.done },
    "imports.listImports": {},
    "imports.loadFile": { fileName: "clients.csv", bytes: sampleFile },
    "imports.problemRows": { id: file.done },
    "imports.startCheck": { id: file.loaded },
    "imports.startImport": { id: file.checked },
    "imports.cancelImport": { id: file.checking },
    "imports.beginAttempt": { id: file.checking },
    "imports.noteFailure": { id: file.checking },
    "imports.forgetAttempt": { id: file.checking },
    "imports.forgetFiles": {},
    "imports.undoImport": { id: file.done },
    "check-ins.closeVisits": {},
    "coverage.tellStatusChanges": {},
    "schedule.fireDue": {},
    "schedule.askForRun": { job: "meetup" },
    "schedule.askAnew": {},
    "backups.listBackups": {},
    "backups.backupState": {},
    "backups.tellBackups": { found: [] },
    "backups.tellFailure": { why: "The disk is full." },
    "backups.tellRestored": { file: "bec-crm-1.tar.gz.age", takenAt: now.toISOString(), rows: 12 },
    "schedule.beginRun": { id: clientId },
    "schedule.endRun": { id: clientId, outcome: { closed: 2 } },
    "history.searchAudit": {},
    "history.auditPeople": {},
    "history.exportAudit": {},
    "history.accessReport": { clientId },
    "audit.noteExport": { report: "attendance-march", rows: 7 },
    "audit.noteRefusal": { by: "api_key" },
    "audit.sealEvents": {},
    "audit.verifyAuditLog": {},
    "schedule.sayHere": { id: clientId, inline: true, startedAt: now },
    "schedule.sayGone": { id: clientId },
    "secrets.resealAll": {},
    "schedule.clockwork": {},
    "schedule.listRuns": {},
    "schedule.scheduleTrouble": {},
    "doctor.examine": { given: { APP_ENV: "test" }, redis: null, clock: Date.now, only: "start" },
    "ggleap.askForPlacements": { clientIds: [clientId] },
    "reports.stats": {},
    "reports.liveDesk": {},
    "reports.expiringSoon": {},
    "reports.listNotSeen": {},
    "reports.totalNotSeen": {},
    "reports.recentNotes": {},
    "reports.visitsPerDay": { from: day(-29), to: today },
    "reports.attendanceByMonth": { from: day(-90), to: today },
    "reports.membershipsOverTime": { from: day(-90), to: today },
    "reports.clientsBy": { by: "plan" },
    "users.inviteUser": { name: "Nora New", email: "nora@bec.example", role: "staff" },
    "users.listUsers": {},
    "users.changeRole": { id: other.id, role: "admin" },
    "users.deactivateUser": { id: other.id },
    "users.reactivateUser": { id: former.id },
    "users.makeResetLink": { id: other.id },
    "users.chooseTheme": { theme: "dark" },
    "users.changePassword": { current: password, password: "nine quiet rivers run" },
    "users.signOut": {},
    "users.signIn": { email: "sam.staff@bec.example", password },
    "users.passwordLink": { token: other.token },
    "users.setPassword": { token: other.token, password },
    "users.updateUser": { id: other.id, name: "Olga Oldname", email: "olga.o@bec.example" },
    "users.endUserSessions": { id: other.id },
    "users.resetSecondFactor": { id: other.id },
    "users.listOwnSessions": {},
    "users.endOwnSession": { id: other.id },
    "users.endOtherSessions": {},
    "users.secondFactor": {},
    "users.offerSecondFactor": {},
    "users.confirmSecondFactor": newPhone(),
    "users.removeSecondFactor": { password },
    "users.makeRecoveryCodes": { password },
    "users.hasPin": {},
    "users.setPin": { pin: "208713" },
    "users.removePin": {},
    "api-keys.createApiKey": { name: "Script", role: "staff" },
    "api-keys.revokeApiKey": { id: key.id },
    "api-keys.listApiKeys": {},
    "krc.migrateFromKrc": { url: predecessor.url, intoNonEmpty: true },
    "settings.listSettings": {},
    "settings.changeSetting": { name: "idleLimitMinutes", value: 20 },
    "settings.changeSettings": { changes: { closingTime: "21:00", adminsNeedCode: true } },
    "settings.settingsHistory": {},
    "settings.lastSettingChanges": {},
  }
}

/** A guardian's number, to which messages shall go. */
async function mergedSample(centre: Centre) {
  const [stays, other] = [await addClient(centre), await addClient(centre)]
  const two = { id: stays.id, otherId: other.id, version: stays.version, otherVersion: other.version }
  return mergeClients(centre.admin(), two)
}

async function guardianSample(centre: Centre) {
  const { id: clientId } = await addClient(centre)
  await addContactMethod(centre.admin(), { clientId, kind: "phone", value: "661 555 0171" })
  const { id } = only(await listContactMethods(centre.admin(), { clientId }))
  return { clientId, id, here: true }
}

const messageSamples = {
  "messages.messageOccasions": {},
  "messages.previewMessages": { occasion: "expiry" },
  "messages.switchMessages": { occasion: "nudge", on: true, seen: 100 },
  "messages.listMessages": { state: "sent" },
  "messages.planWelcome": { slotAt: now },
  "messages.planExpiry": { slotAt: now },
  "messages.planNudge": { slotAt: now },
  "messages.planMeetup": { slotAt: now },
  "messages.releaseDue": { on: true, sender: "+16615550100" },
}

/** What a tablet asks when somebody stands before it. */
async function tabletSamples(centre: Centre): Promise<Record<string, unknown>> {
  const code = await pairingCode(centre.db, { from: now })
  const ticketFor = async (way: "in" | "out") => {
    const { id } = await addClient(centre, { firstName: way, phone: "661 555 0142" })
    if (way === "out")
      await checkIn(centre.staff({ now: inMinutes(-30) }), { clientId: id, idempotencyKey: randomUUID() })
    const { people } = await lookUp(centre.kiosk(), { way: "phone", value: "6615550142" })
    await updateClient(centre.admin(), { id, changes: { phone: null } })
    return { ticket: only(people).ticket, key: randomUUID() }
  }
  const arriving = await ticketFor("in")
  const { undo } = await kioskCheckIn(centre.kiosk(), { people: [await ticketFor("in")] })
  await setPin(centre.admin(), { pin: "271828" })
  const entry = { key: randomUUID(), at: now.getTime(), offset: 0, ticket: (await ticketFor("in")).ticket }
  return {
    "kiosk.pairDevice": { code },
    "kiosk.kioskState": {},
    "kiosk.contact": { build: "1", waiting: 0, clock: now.getTime() },
    "kiosk.lookUp": { way: "phone", value: "661 555 0142" },
    "kiosk.kioskCheckIn": { people: [arriving] },
    "kiosk.kioskCheckOut": { people: [await ticketFor("out")] },
    "kiosk.kioskUndo": { ticket: undo },
    "kiosk.callStaff": {},
    "kiosk.unlockTablet": { pin: "271828" },
    "kiosk.unpairTablet": { pin: "271828" },
    "kiosk.takeEntry": { clock: now.getTime(), entry },
  }
}

/** What the desk does about tablets and for them. */
async function deskSamples(centre: Centre, clientId: string): Promise<Record<string, unknown>> {
  const { id: device } = tabletOf(centre.kiosk().actor)
  const call = only(
    await centre.db.insert(kioskCalls).values({ deviceId: device, calledAt: now }).returning(),
  )
  const [settled, dismissed, reopened] = [
    await addEntry(centre),
    await addEntry(centre),
    await addEntry(centre),
  ]
  await settleEntry(centre.staff(), { id: reopened.id, clientIds: [clientId] })
  return {
    "kiosk.makePairingCode": { name: "Door" },
    "kiosk.listDevices": {},
    "kiosk.updateDevice": { id: device, name: "Back door" },
    "kiosk.revokeDevice": { id: device },
    "kiosk.kioskAlerts": {},
    "kiosk.acknowledgeCall": { id: call.id },
    "kiosk.listWaitingEntries": {},
    "kiosk.settleEntry": { id: settled.id, clientIds: [clientId] },
    "kiosk.dismissEntry": { id: dismissed.id, reason: "A test of the tablet" },
    "kiosk.reopenEntry": { id: reopened.id },
  }
}

async function outgoingSamples(centre: Centre): Promise<Record<string, unknown>> {
  const admin = centre.admin()
  const target = { name: "Sample", url: "https://hooks.example.org/1" }
  const { id } = await addTarget(admin, target)
  const subscription = await subscribe(centre.adminKey(), { targetUrl: target.url, event: "client.created" })
  const { id: delivery } = await sendTest(admin, { id })
  await centre.sql`update deliveries set state = 'delivered', finished_at = ${now} where id = ${delivery}`
  return {
    "webhooks.addTarget": target,
    "webhooks.updateTarget": { id, name: "Renamed" },
    "webhooks.switchTarget": { id, on: false },
    "webhooks.rotateSecret": { id },
    "webhooks.removeTarget": { id },
    "webhooks.sendTest": { id },
    "webhooks.listTargets": {},
    "webhooks.listDeliveries": { targetId: id },
    "webhooks.getDelivery": { id: delivery },
    "webhooks.repeatDelivery": { id: delivery },
    "webhooks.repeatPeriod": { targetId: id, from: today, to: today },
    "webhooks.subscribe": { targetUrl: target.url, event: "check_in.created" },
    "webhooks.listSubscriptions": {},
    "webhooks.unsubscribe": { id: subscription.id },
    "webhooks.eventSample": { event: "membership.created" },
    "webhooks.keepTargetOfSetting": { url: target.url, secret: "seven green kettles hum" },
    "webhooks.dispatchOutbox": {},
    "webhooks.deliverNext": { mode: "dev_log" },
    "webhooks.redactOld": {},
  }
}

async function ggleapSamples(centre: Centre, fake: FakeGgleap): Promise<Record<string, unknown>> {
  const { linked, userOfClient } = ggleapOf(centre, fake)
  const { clientId } = await linked("none")
  const eva = await addClient(centre, { email: "eva@example.org" })
  const link = { clientId: eva.id, ggleapUserId: userOfClient({ Email: "eva@example.org" }) }
  const [covered, uncovered] = [
    { id: "g-covered", name: "KRC Unlimited" },
    { id: "g-uncovered", name: "Kern Regional Center" },
  ]
  return {
    "ggleap.linkClient": link,
    "ggleap.linkMatches": { links: [link] },
    "ggleap.unlinkClient": { clientId },
    "ggleap.listLinks": {},
    "ggleap.linkOf": { clientId },
    "ggleap.findGgleapUsers": { query: "player" },
    "ggleap.emailMatches": {},
    "ggleap.drift": {},
    "ggleap.syncGroups": {},
    "ggleap.placeClient": { clientId },
    "ggleap.settle": { clientId, groups: { covered, uncovered } },
    "ggleap.noteProblem": { clientId, problem: "A sample" },
  }
}

async function inboundSamples(centre: Centre): Promise<Record<string, unknown>> {
  const event = (id: string) => ({
    id,
    event: "membership.cancelled" as const,
    timestamp: now.toISOString(),
    data: { client: { first_name: "No", last_name: "Body" } },
  })
  for (const id of ["evt_settle", "evt_dismiss"]) await receiveEvent(centre.zapier(), event(id))
  const { rows } = await listInbound(centre.admin(), {})
  const idOf = (externalId: string) => rows.find((row) => row.externalId === externalId)?.id
  return {
    "webhooks.receiveEvent": event("evt_new"),
    "webhooks.settleInbound": { id: idOf("evt_settle") },
    "webhooks.dismissInbound": { id: idOf("evt_dismiss"), reason: "A test" },
    "webhooks.listInbound": {},
    "webhooks.getInbound": { id: idOf("evt_settle") },
    "webhooks.countAttention": {},
    "webhooks.webhookTrouble": {},
  }
}

const sampleFile = Buffer.from("first_name,last_name\nEva,Ruiz\n")

/** The same file as it is loaded, as it waits for its start, and as it is written. */
async function sampleImports(centre: Centre) {
  const { load, preview, bringIn } = importsOf(centre)
  const { id: checked } = await load(sampleFile)
  await preview(checked)
  const { id: checking } = await load(sampleFile)
  await startCheck(centre.admin(), { id: checking })
  return { loaded: (await load(sampleFile)).id, checked, checking, done: (await bringIn(sampleFile)).id }
}
