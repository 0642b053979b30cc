import { describe, expect, test } from "vitest"
import type { EventData, EventType } from "../../lib/events"
import { actorInWords, byWhom, inOneLine, sentences, toldOf } from "../../lib/history/words"
import { defaultSettings } from "../../lib/settings/schema"

const id = "00000000-0000-7000-8000-000000000000"
const week = defaultSettings.openingHours

/** What each event says; an event without a line here is a type error. */
const said: { [T in EventType]: [data: EventData[T], sentence: string] } = {
  "client.created": [
    { fields: { firstName: { from: null, to: "Ana" } } },
    "added the client: First name from empty to Ana",
  ],
  "client.updated": [
    { fields: { phone: { from: null, to: "+16615550123" } } },
    "changed Phone from empty to (661) 555-0123",
  ],
  "client.viewed": [{}, "looked at the client"],
  "client.deleted": [{}, "deleted the client"],
  "client.restored": [{}, "restored the client"],
  "client.erased": [{}, "erased the personal data"],
  "visit.corrected": [
    {
      checkInId: id,
      from: { in: "2026-03-25T21:00:00.000Z", out: null },
      to: { in: "2026-03-25T21:00:00.000Z", out: "2026-03-25T23:10:00.000Z" },
      evidence: "paper_sheet",
      reason: "Forgot to check out",
    },
    "corrected a visit to last 2 h 10 min (paper sheet): Forgot to check out",
  ],
  "visit.entered": [
    {
      checkInId: id,
      in: "2026-03-25T21:00:00.000Z",
      out: "2026-03-25T21:45:00.000Z",
      evidence: "staff_saw",
      reason: "No power",
    },
    "entered a visit afterwards that lasted 45 min (staff saw it): No power",
  ],
  "client.merged": [
    { mergedClientId: id, moved: { check_ins: 3, member_cards: 1, ggleap_links: 1 } },
    "merged another record into this client, with 3 visits and 1 card",
  ],
  "client.merged_away": [{ clientId: id }, "merged this record into another client"],
  "client.merge_undone": [{ otherId: id }, "undid the merge with another client"],
  "client.told_apart": [{ otherId: id }, "said that this is not the same person as another client"],
  "client.known_elsewhere": [{ sender: "stripe" }, "linked the client to their id at stripe"],
  "client.tagged": [
    { tags: { from: ["League", "Old"], to: ["League", "Quiet", "Team"] } },
    "added the tags Quiet and Team and removed the tag Old",
  ],
  "consent.granted": [
    { kind: "sms", givenBy: "Rosa Ruiz", how: "signed", day: "2026-03-10" },
    "recorded the consent to text messages, given by Rosa Ruiz (signed paper) on 3/10/2026",
  ],
  "consent.revoked": [{ kind: "photo" }, "withdrew the consent to photos"],
  "contact_method.added": [{ kind: "phone", label: "Mother" }, "added a phone number (Mother)"],
  "contact_method.removed": [{ kind: "email", label: null }, "removed an e-mail address"],
  "contact_method.messages_directed": [
    { label: "Mother", here: true },
    "let messages go to a phone number (Mother)",
  ],
  "secrets.resealed": [
    { sealed: 7, shut: 1 },
    "sealed 7 kept secrets with the present key; 1 no longer open",
  ],
  "note.created": [{ noteId: id }, "wrote a staff note"],
  "membership.created": [
    { membershipId: id, planCode: "10_hours", startsOn: "2026-01-01", endsOn: "2026-12-31" },
    "added 10 Hours, from 1/1/2026 to 12/31/2026",
  ],
  "membership.updated": [
    {
      membershipId: id,
      planCode: "unlimited",
      fields: { endsOn: { from: "2026-12-31", to: "2027-01-31" } },
      reason: null,
    },
    "extended Unlimited to 1/31/2027 (before: 12/31/2026)",
  ],
  "renewal.followed_up": [
    { coverageEndsOn: "2026-12-31", fields: { promised: { from: false, to: true } } },
    "noted about the renewal after 12/31/2026: Promised from no to yes",
  ],
  "membership.status_changed": [
    { from: "active", to: "expiring" },
    "saw the status change from Active to Expiring",
  ],
  "membership.welcome": [{ messageId: id, membershipId: id }, "sent the welcome message"],
  "membership.expiring_30d": [
    { messageId: id, membershipId: id },
    "sent the message about the end of the membership",
  ],
  "client.not_checked_in_mid_month": [{ messageId: id }, "sent the nudge of the month"],
  krc_meetup_announce: [{ messageId: id }, "sent the message about the meetup"],
  "messages.switched": [{ occasion: "nudge", on: true }, "switched the messages Nudge on"],
  "job.asked_for": [{ job: "ggleap_groups" }, "asked for a job now: Move clients to their ggLeap groups"],
  "backup.taken": [
    { file: "bec-crm-1.tar.gz.age", rows: 12, good: true },
    "made and proved the backup bec-crm-1.tar.gz.age",
  ],
  "backup.failed": [{ file: null, why: "The disk is full." }, "could not make a backup: The disk is full."],
  "backup.restored": [
    { file: "bec-crm-1.tar.gz.age", takenAt: "2026-03-10T18:00:00Z", rows: 12 },
    "restored the backup bec-crm-1.tar.gz.age: everything is as it was then",
  ],
  "ggleap.linked": [{ ggleapName: "ana_99" }, "linked the ggLeap user ana_99"],
  "ggleap.unlinked": [{ ggleapName: "ana_99" }, "unlinked the ggLeap user ana_99"],
  "ggleap.placed": [{ group: "Unlimited" }, "put the client into the ggLeap group Unlimited"],
  "plan.created": [{ planId: id, code: "day_pass", name: "Day Pass" }, "added the plan Day Pass"],
  "plan.updated": [
    { planId: id, name: "Day Pass", fields: { name: { from: "Day", to: "Day Pass" } } },
    "changed the plan Day Pass: Name from Day to Day Pass",
  ],
  "tag.created": [{ tagId: id, name: "League" }, "added the tag League"],
  "tag.renamed": [{ tagId: id, from: "Leage", to: "League" }, "renamed the tag Leage to League"],
  "tag.merged": [{ from: "Leage", to: "League", clients: 1 }, "merged the tag Leage of 1 client into League"],
  "tag.deleted": [{ name: "Old", clients: 2 }, "deleted the tag Old, which 2 clients had"],
  "setting.changed": [
    { name: "idleLimitMinutes", from: 30, to: 20 },
    "changed Idle limit from 30 minutes to 20 minutes",
  ],
  "check_in.created": [
    { checkInId: id, method: "staff", station: "Front Desk", status: "active" },
    "checked the client in at Front Desk",
  ],
  "check_in.ended": [{ checkInId: id }, "checked the client out"],
  "check_in.closed": [{ checkInId: id }, "ended a visit that nobody had ended"],
  "check_in.undone": [{ checkInId: id }, "undid a check-in"],
  "check_in.voided": [{ checkInId: id, reason: "Wrong person" }, "voided a check-in: Wrong person"],
  "check_in.reopened": [{ checkInId: id }, "took a check-out back"],
  "member_card.issued": [{ cardId: id }, "made a member card"],
  "member_card.revoked": [{ cardId: id }, "took the member card out of use"],
  "kiosk_device.code_made": [{ name: "Door", station: "Kiosk-Main" }, "made a code to pair the tablet Door"],
  "kiosk_device.paired": [
    { deviceId: id, name: "Door", station: "Kiosk-Main" },
    "paired the tablet Door at Kiosk-Main",
  ],
  "kiosk_device.updated": [
    { deviceId: id, name: "Door", fields: { station: { from: "Kiosk-Main", to: "Kiosk-2" } } },
    "changed the tablet Door: Station from Kiosk-Main to Kiosk-2",
  ],
  "kiosk_device.unlocked": [
    { deviceId: id, name: "Door", userName: "Sam Staff" },
    "opened the settings of the tablet Door for Sam Staff",
  ],
  "kiosk_device.revoked": [{ deviceId: id, name: "Door" }, "cut the tablet Door off"],
  "kiosk_call.made": [{ callId: id, station: "Kiosk-Main" }, "called for staff at Kiosk-Main"],
  "kiosk_call.acknowledged": [{ callId: id, station: "Kiosk-Main" }, "answered a call at Kiosk-Main"],
  "kiosk_entry.kept": [{ entryId: id, reason: "nobody" }, "kept an entry that waits for staff"],
  "kiosk_entry.settled": [{ entryId: id, clients: 2 }, "settled an entry of the kiosk with 2 check-ins"],
  "kiosk_entry.dismissed": [{ entryId: id, reason: "A test" }, "dismissed an entry of the kiosk: A test"],
  "kiosk_entry.reopened": [{ entryId: id }, "took back that an entry of the kiosk was settled"],
  "user.pin_set": [{ userId: id }, "set a PIN for the kiosk"],
  "user.pin_removed": [{ userId: id }, "removed the PIN for the kiosk"],
  "webhook_target.added": [{ targetId: id, name: "Zap" }, "added the webhook target Zap"],
  "webhook_target.updated": [
    { targetId: id, name: "Zap", fields: { name: { from: "Zapp", to: "Zap" } } },
    "changed the webhook target Zap: Name from Zapp to Zap",
  ],
  "webhook_target.switched": [
    { targetId: id, name: "Zap", on: false, because: "gone" },
    "switched the webhook target Zap off: it said that it is gone",
  ],
  "webhook_target.secret_changed": [
    { targetId: id, name: "Zap" },
    "changed the secret of the webhook target Zap",
  ],
  "webhook_target.tested": [{ targetId: id, name: "Zap" }, "sent a test to the webhook target Zap"],
  "webhook_target.removed": [{ targetId: id, name: "Zap" }, "removed the webhook target Zap"],
  "delivery.repeated": [
    { targetId: id, name: "Zap", deliveries: 3 },
    "sent 3 events to the webhook target Zap again",
  ],
  "inbound_event.received": [
    { eventId: id, type: "membership.created", state: "processed" },
    "sent the event New membership",
  ],
  "inbound_event.settled": [{ eventId: id, type: "membership.created" }, "settled the event New membership"],
  "inbound_event.dismissed": [
    { eventId: id, type: "membership.created", reason: "A test" },
    "dismissed the event New membership: A test",
  ],
  "user.invited": [{ userId: id, role: "staff" }, "added a user as staff"],
  "user.updated": [
    { userId: id, fields: { name: { from: "Sam", to: "Samuel" } } },
    "changed Name from Sam to Samuel",
  ],
  "user.sessions_ended": [{ userId: id }, "ended all sessions of a user"],
  "user.second_factor_added": [{ userId: id }, "set up a second factor"],
  "user.second_factor_removed": [{ userId: id }, "removed a second factor"],
  "user.recovery_codes_made": [{ userId: id }, "made new recovery codes"],
  "user.recovery_code_used": [{ userId: id, left: 1 }, "signed in with a recovery code, 1 code left"],
  "user.link_made": [{ userId: id, purpose: "reset" }, "made a link to reset a password"],
  "user.role_changed": [
    { userId: id, from: "staff", to: "admin" },
    "changed the role of a user: Role from staff to admin",
  ],
  "user.deactivated": [{ userId: id }, "deactivated a user"],
  "user.reactivated": [{ userId: id }, "reactivated a user"],
  "user.password_set": [{ userId: id }, "set a password"],
  "user.signed_in": [{ userId: id }, "signed in"],
  "user.signed_out": [{ userId: id }, "signed out"],
  "user.sign_in_failed": [
    { userId: null, because: "unknown" },
    "could not sign in: there is no such account",
  ],
  "access.refused": [{ by: "api_key" }, "was not let in: the API key was not valid"],
  "report.exported": [{ report: "attendance-march", rows: 7 }, "exported attendance-march as a file: 7 rows"],
  "audit.exported": [{ rows: 1 }, "exported the audit log as a file: 1 row"],
  "import.problems_exported": [{ importId: id }, "took the wrong rows of an import as a file"],
  "user.locked": [{ userId: id }, "had the account locked after wrong passwords"],
  "client.migrated": [{ krcId: "12" }, "moved the client here from the old system"],
  "krc.migrated": [
    { tables: { clients: { there: 1201, moved: 1200, leftOut: 1, added: 0, here: 1200 } } },
    "moved 1,200 rows here from the old system",
  ],
  "clients.exported": [{ filter: { searched: false }, rows: 1200 }, "exported clients as a file: 1,200 rows"],
  "import.loaded": [{ importId: id }, "loaded a file to import"],
  "import.started": [{ importId: id }, "started an import"],
  "import.finished": [
    { importId: id, counts: { created: 1200, failed: 3 } },
    "finished an import: 1,200 created, 3 failed",
  ],
  "import.undo_started": [{ importId: id }, "began to undo an import"],
  "import.undone": [{ importId: id, counts: {} }, "undid an import: no rows"],
  "api_key.created": [
    { apiKeyId: id, name: "Door sign", role: "staff" },
    "made the API key Door sign, which may do what staff may",
  ],
  "api_key.revoked": [{ apiKeyId: id, name: "Door sign" }, "revoked the API key Door sign"],
}

const lines = Object.entries(said).map(([type, [data, sentence]]) => ({ type, data, sentence }))

test.each(lines)("$type says: $sentence", ({ type, data, sentence }) => {
  expect(inOneLine(toldOf({ type, data }))).toBe(sentence)
})

test("every event has a sentence", () => {
  expect(Object.keys(sentences).sort()).toEqual(Object.keys(said).sort())
})

describe("what changed", () => {
  const toldUpdate = (fields: EventData["client.updated"]["fields"]) =>
    sentences["client.updated"]({ fields })

  test("is told by the names on screen, with US dates, phone numbers and the word empty", () => {
    const told = toldUpdate({
      dateOfBirth: { from: null, to: "2001-02-03" },
      phone: { from: "+16615550101", to: null },
      posEndDate: { from: "2026-01-31", to: "2026-12-31" },
    })
    expect(told.did).toBe("changed Date of birth, Phone and POS end")
    expect(told.changes).toEqual([
      { what: "Date of birth", from: "empty", to: "2/3/2001" },
      { what: "Phone", from: "(661) 555-0101", to: "empty" },
      { what: "POS end", from: "1/31/2026", to: "12/31/2026" },
    ])
  })

  test("stands below the sentence when it is more than one thing, long, or of several lines", () => {
    const note = (to: string) => inOneLine(toldUpdate({ notes: { from: null, to } }))
    expect(note("Quiet seat")).toBe("changed Notes from empty to Quiet seat")
    expect(note("x".repeat(61))).toBeNull()
    expect(note("two\nlines")).toBeNull()
    expect(
      inOneLine(
        toldUpdate({ email: { from: null, to: "a@b.example" }, phone: { from: null, to: "+16615550101" } }),
      ),
    ).toBeNull()
  })

  test("is told whole, however long it is", () => {
    const text = "long ".repeat(4000)
    expect(toldUpdate({ notes: { from: null, to: text } }).changes?.[0]?.to).toBe(text)
  })
})

describe("a setting", () => {
  const told = (name: string, from: unknown, to: unknown) =>
    inOneLine(sentences["setting.changed"]({ name, from, to }))

  test.each([
    ["closingTime", "20:00", "00:05", "changed Closing time from 8:00 PM to 12:05 AM"],
    ["adminsNeedCode", false, true, "changed Admins need a second factor from no to yes"],
    ["kioskSuccessSeconds", 8, 0, "changed Success message from 8 seconds to no time limit"],
    [
      "kioskWaysIn",
      ["card", "phone", "code"],
      ["code"],
      "changed Ways in from member card, phone number and member code to member code",
    ],
    [
      "centerName",
      null,
      "Game Hall",
      "changed Name of the center from the name of the installation to Game Hall",
    ],
    ["someOldSetting", 1, 2, "changed the setting someOldSetting"],
  ])("%s: %j to %j", (name, from, to, sentence) => {
    expect(told(name, from, to)).toBe(sentence)
  })

  test("of opening hours tells only the days that changed", () => {
    expect(told("openingHours", week, { ...week, sunday: { opens: "12:00", closes: "18:30" } })).toBe(
      "changed Opening hours on Sunday from closed to 12:00 PM–6:30 PM",
    )
    const both = { ...week, monday: null, tuesday: null }
    expect(sentences["setting.changed"]({ name: "openingHours", from: week, to: both })).toMatchObject({
      did: "changed Opening hours",
      changes: [{ what: "Opening hours on Monday" }, { what: "Opening hours on Tuesday" }],
    })
  })

  test("of a message tells only the language that changed", () => {
    const { welcomeText } = defaultSettings
    expect(
      sentences["setting.changed"]({
        name: "welcomeText",
        from: welcomeText,
        to: { ...welcomeText, es: "¡Ven a jugar!" },
      }),
    ).toEqual({
      did: "changed Welcome message in Spanish",
      changes: [{ what: "Welcome message in Spanish", from: welcomeText.es, to: "¡Ven a jugar!" }],
    })
  })
})

test.each([
  [null, ["client.created"], "from All events to Client added"],
  [["membership.created", "check_in.created"], null, "from Membership added and Check-in to All events"],
  [["client.vanished"], ["client.updated"], "from client.vanished to Client changed"],
])("the events of a webhook target are told by their names: %j to %j", (from, to, change) => {
  const told = sentences["webhook_target.updated"]({
    targetId: id,
    name: "Zap",
    fields: { types: { from, to } },
  })
  expect(inOneLine(told)).toBe(`changed the webhook target Zap: Events ${change}`)
})

test("who did it is a person, a key by its name, or the system", () => {
  const who = (actorKind: string, actorName: string) => actorInWords({ actorKind, actorName })
  expect(who("user", "Alex Admin")).toBe("Alex Admin")
  expect(who("api_key", "Door sign")).toBe("API key Door sign")
  expect(who("system", "crm")).toBe("The system")
  expect(who("visitor", "Visitor")).toBe("A visitor")
  expect(byWhom({ actorKind: "system", actorName: "crm" })).toBe("by the system")
  expect(byWhom({ actorKind: "user", actorName: "A Visitor" })).toBe("by A Visitor")
})

test("an erased event, and one of a later version, are told without their data", () => {
  expect(toldOf({ type: "client.updated", data: { erased: true } }).did).toMatch(/erased/)
  expect(toldOf({ type: "client.teleported", data: {} }).did).toMatch(/no words/)
})
