import type { ChangeSet } from "./core/changes"

/** What can happen: the type of each event and the shape of its data. Webhooks, history and audit read these rows. */
export type EventData = {
  "client.created": { fields: ChangeSet }
  /** Came from the predecessor, where it had this id. */
  "client.migrated": { krcId: string }
  "client.updated": { fields: ChangeSet }
  /** Somebody looked at their record. */
  "client.viewed": Record<string, never>
  "client.deleted": Record<string, never>
  "client.restored": Record<string, never>
  "client.erased": Record<string, never>
  /** Another record of theirs was merged into this one. How many rows went over, by kind. */
  "client.merged": { mergedClientId: string; moved: Record<string, number> }
  /** This record was merged into that of `clientId` and is hidden since. */
  "client.merged_away": { clientId: string }
  /** The two records are two again. */
  "client.merge_undone": { otherId: string }
  /** Another program sent an id of its own for them. */
  "client.known_elsewhere": { sender: string }
  "client.told_apart": { otherId: string }
  "client.tagged": { tags: { from: string[]; to: string[] } }
  /** What was searched for is somebody's name or number, so only that there was a search is told. */
  "clients.exported": { filter: { status?: string; searched: boolean }; rows: number }
  "report.exported": { report: string; rows: number }
  "audit.exported": { rows: number }
  "consent.granted": { kind: string; givenBy: string | null; how?: string; day?: string }
  "consent.revoked": { kind: string }
  "contact_method.added": { kind: string; label: string | null }
  "contact_method.removed": { kind: string; label: string | null }
  "contact_method.messages_directed": { label: string | null; here: boolean }
  "note.created": { noteId: string }
  "membership.created": {
    membershipId: string
    planCode: string
    startsOn: string
    endsOn: string
    renewalOf?: string
  }
  "membership.updated": { membershipId: string; planCode: string; fields: ChangeSet; reason: string | null }
  /** Also when only the date changed. */
  "membership.status_changed": { from: string; to: string }
  /** Messages to clients; `from` is the number of the centre. */
  "membership.welcome": { messageId: string; membershipId: string; from?: string | null }
  "membership.expiring_30d": { messageId: string; membershipId: string; from?: string | null }
  "client.not_checked_in_mid_month": { messageId: string; from?: string | null }
  krc_meetup_announce: { messageId: string; from?: string | null }
  "messages.switched": { occasion: string; on: boolean }
  "renewal.followed_up": { coverageEndsOn: string; fields: ChangeSet }
  "plan.created": { planId: string; code: string; name: string }
  "plan.updated": { planId: string; name: string; fields: ChangeSet }
  "tag.created": { tagId: string; name: string }
  "tag.renamed": { tagId: string; from: string; to: string }
  "tag.merged": { from: string; to: string; clients: number }
  "tag.deleted": { name: string; clients: number }
  /** What was sealed under a former key is sealed under the present one. */
  "secrets.resealed": { sealed: number; shut: number }
  "setting.changed": { name: string; from: unknown; to: unknown }
  "check_in.created": { checkInId: string; method: string; station: string | null; status: string }
  "check_in.ended": { checkInId: string }
  /** It was still open at closing time. */
  "check_in.closed": { checkInId: string }
  "check_in.undone": { checkInId: string }
  "check_in.voided": { checkInId: string; reason: string }
  "check_in.reopened": { checkInId: string }
  "visit.corrected": {
    checkInId: string
    from: { in: string; out: string | null }
    to: { in: string; out: string }
    evidence: string
    reason: string
  }
  "visit.entered": { checkInId: string; in: string; out: string; evidence: string; reason: string }
  "member_card.issued": { cardId: string }
  "member_card.revoked": { cardId: string }
  "kiosk_device.code_made": { name: string; station: string }
  "kiosk_device.paired": { deviceId: string; name: string; station: string }
  "kiosk_device.updated": { deviceId: string; name: string; fields: ChangeSet }
  "kiosk_device.unlocked": { deviceId: string; name: string; userName: string }
  "kiosk_device.revoked": { deviceId: string; name: string }
  "kiosk_call.made": { callId: string; station: string }
  "kiosk_call.acknowledged": { callId: string; station: string }
  "kiosk_entry.kept": { entryId: string; reason: string }
  "kiosk_entry.settled": { entryId: string; clients: number }
  "kiosk_entry.dismissed": { entryId: string; reason: string }
  "kiosk_entry.reopened": { entryId: string }
  "user.pin_set": { userId: string }
  "user.pin_removed": { userId: string }
  "webhook_target.added": { targetId: string; name: string }
  "webhook_target.updated": { targetId: string; name: string; fields: ChangeSet }
  "webhook_target.switched": { targetId: string; name: string; on: boolean; because: string }
  "webhook_target.secret_changed": { targetId: string; name: string }
  "webhook_target.tested": { targetId: string; name: string }
  "webhook_target.removed": { targetId: string; name: string }
  "delivery.repeated": { targetId: string; name: string; deliveries: number }
  "job.asked_for": { job: string }
  "backup.taken": { file: string; rows: number; good: boolean }
  "backup.failed": { file: string | null; why: string }
  /** Everything is as it was then. */
  "backup.restored": { file: string; takenAt: string; rows: number }
  "ggleap.linked": { ggleapName: string }
  "ggleap.unlinked": { ggleapName: string }
  "ggleap.placed": { group: string }
  "inbound_event.received": { eventId: string; type: string; state: string }
  "inbound_event.settled": { eventId: string; type: string }
  "inbound_event.dismissed": { eventId: string; type: string; reason: string }
  "user.invited": { userId: string; role: string }
  "user.updated": { userId: string; fields: ChangeSet }
  "user.sessions_ended": { userId: string }
  "user.second_factor_added": { userId: string }
  "user.second_factor_removed": { userId: string }
  "user.recovery_codes_made": { userId: string }
  "user.recovery_code_used": { userId: string; left: number }
  "user.link_made": { userId: string; purpose: string }
  "user.role_changed": { userId: string; from: string; to: string }
  "user.deactivated": { userId: string }
  "user.reactivated": { userId: string }
  "user.password_set": { userId: string }
  "user.signed_in": { userId: string }
  "user.signed_out": { userId: string }
  "user.locked": { userId: string }
  /** What was typed is not kept: where there is no account, it may be a password. */
  "user.sign_in_failed": { userId: string | null; because: SignInFailure }
  /** Somebody without a right to it tried to get in. Of many in a short time there is one. */
  "access.refused": { by: "api_key" | "sign_in_limit" | "pin" | "link" | "pairing_code" | "signature" }
  "import.problems_exported": { importId: string }
  "import.loaded": { importId: string }
  "import.started": { importId: string }
  "import.finished": { importId: string; counts: Record<string, number> }
  "import.undo_started": { importId: string }
  "import.undone": { importId: string; counts: Record<string, number> }
  "krc.migrated": {
    tables: Record<string, { there: number; moved: number; leftOut: number; added: number; here: number }>
  }
  "api_key.created": { apiKeyId: string; name: string; role: string }
  "api_key.revoked": { apiKeyId: string; name: string }
}

/** What other systems are told of. */
export const outgoingTypes = [
  "client.created",
  "client.updated",
  "membership.created",
  "membership.updated",
  "membership.status_changed",
  "check_in.created",
  "membership.welcome",
  "membership.expiring_30d",
  "client.not_checked_in_mid_month",
  "krc_meetup_announce",
] as const satisfies EventType[]
export type OutgoingType = (typeof outgoingTypes)[number]

export type SignInFailure = "unknown" | "deactivated" | "locked" | "password" | "code"

export type EventType = keyof EventData
