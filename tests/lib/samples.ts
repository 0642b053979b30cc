import { createApiKey } from "../../lib/api-keys/keys"
import { checkIn } from "../../lib/check-ins/check-in"
import { addContactMethod, listContactMethods } from "../../lib/clients/contact-methods"
import { deleteClient } from "../../lib/clients/delete"
import { only } from "../../lib/core/only"
import { enroll } from "../../lib/memberships/enroll"
import { deactivateUser } from "../../lib/users/deactivate"
import { inviteUser } from "../../lib/users/invite"
import { listUsers } from "../../lib/users/list"
import { makeResetLink } from "../../lib/users/reset-password"
import { setPassword } from "../../lib/users/set-password"
import { addClient, type Centre, day, today } from "../support/cast"
import { importsOf } from "./imports/files"

const password = "seven green kettles hum"

/** For each operation of lib an input with which it can be done, by everyone who may. */
export async function sampleInputs(centre: Centre): Promise<Record<string, unknown>> {
  const admin = centre.admin()
  const ana = await addClient(centre)
  const clientId = ana.id
  const gone = await addClient(centre)
  await deleteClient(admin, { id: gone.id })
  const { visit } = await checkIn(admin, { clientId: (await addClient(centre)).id, idempotencyKey: "sample" })
  const contact = { clientId, kind: "email", value: "mother@example.org" } as const
  await addContactMethod(admin, contact)
  const contactMethod = only(await listContactMethods(admin, { clientId }))
  const key = await createApiKey(admin, { name: "Sample", role: "staff" })
  for (const user of await listUsers(admin, {})) {
    const { token } = await makeResetLink(admin, { id: user.id })
    await setPassword(centre.visitor(), { token, password })
  }
  const other = await inviteUser(admin, { name: "Olga Other", email: "olga@bec.example", role: "staff" })
  const former = await inviteUser(admin, { name: "Fred Former", email: "fred@bec.example", role: "staff" })
  await deactivateUser(admin, { id: former.id })
  const covered = await addClient(centre)
  const term = { planCode: "unlimited", startsOn: day(-30), endsOn: day(12) }
  await enroll(admin, { clientId: covered.id, ...term })
  const ending = { clientId: covered.id, coverageEndsOn: term.endsOn }
  const file = await sampleImports(centre)
  return {
    "clients.createClient": { firstName: "Eva", lastName: "Ruiz" },
    "clients.updateClient": { id: clientId, changes: { notes: "Likes racing games" } },
    "clients.deleteClient": { id: clientId },
    "clients.restoreClient": { id: gone.id },
    "clients.eraseClient": { id: clientId },
    "clients.getClient": { id: clientId },
    "clients.listClients": { query: "ana" },
    "clients.suggestClients": { query: "ana" },
    "clients.listDeletedClients": {},
    "clients.countClients": {},
    "clients.clientHistory": { clientId },
    "clients.addNote": { clientId, body: "Came with her brother" },
    "clients.listNotes": { clientId },
    "clients.setTags": { id: clientId, tags: ["League"] },
    "clients.listTags": {},
    "clients.grantConsent": { clientId, kind: "sms" },
    "clients.revokeConsent": { clientId, kind: "sms" },
    "clients.listConsents": { clientId },
    "clients.addContactMethod": { clientId, kind: "phone", value: "661 555 0170" },
    "clients.removeContactMethod": { clientId, id: contactMethod.id },
    "clients.listContactMethods": { clientId },
    "memberships.enroll": { clientId, planCode: "unlimited", startsOn: today, endsOn: day(90) },
    "memberships.listMemberships": { clientId },
    "memberships.listPlans": {},
    "memberships.listByStatus": { status: "expiring" },
    "memberships.printByStatus": { status: "expired" },
    "memberships.exportByStatus": { status: "pending" },
    "memberships.filterChoices": {},
    "memberships.renewals": {},
    "memberships.followUp": { ...ending, contactedOn: today, promised: true, note: "Called twice" },
    "memberships.findFollowedUp": ending,
    "check-ins.checkIn": { clientId, idempotencyKey: "another" },
    "check-ins.checkOut": { id: visit.id },
    "check-ins.voidCheckIn": { id: visit.id },
    "check-ins.listCheckIns": { from: today, to: today },
    "check-ins.whoIsHere": {},
    "check-ins.lastVisit": { clientId },
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
    "imports.undoImport": { id: file.done },
    "reports.stats": {},
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
    "api-keys.createApiKey": { name: "Script", role: "staff" },
    "api-keys.revokeApiKey": { id: key.id },
    "api-keys.listApiKeys": {},
    "settings.listSettings": {},
    "settings.changeSetting": { name: "idleLimitMinutes", value: 20 },
  }
}

const sampleFile = Buffer.from("first_name,last_name\nEva,Ruiz\n")

/** The same file as it is loaded, as it waits for its start, and as it is written. */
async function sampleImports(centre: Centre) {
  const { load, preview, bringIn } = importsOf(centre)
  const { id: checked } = await load(sampleFile)
  await preview(checked)
  return { loaded: (await load(sampleFile)).id, checked, done: (await bringIn(sampleFile)).id }
}
