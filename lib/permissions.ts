/** Whom an actor counts as. An API key acts as its role, but is not a person: it has no account and writes no notes. */
export const roles = [
  "admin",
  "staff",
  /** An admin who must set up a second factor first: they see nothing but their own account until then. */
  "admin without code",
  "admin key",
  "staff key",
  "kiosk",
  "zapier",
  "system",
  "visitor",
] as const
export type Role = (typeof roles)[number]

type Grant = true | { fields: readonly string[] }

const to = (...granted: Role[]): Partial<Record<Role, Grant>> =>
  Object.fromEntries(granted.map((role) => [role, true]))

const desk = ["admin", "staff", "admin key", "staff key"] as const
const managers = ["admin", "admin key"] as const
const notesOnly = { fields: ["notes"] }

/** Who may do what: the only place that says so. */
const table = {
  "clients.read": to(...desk),
  "clients.create": to(...managers, "zapier"),
  "clients.update": { ...to(...managers, "zapier"), staff: notesOnly, "staff key": notesOnly },
  "clients.delete": to(...managers),
  "clients.erase": to("admin"),
  "clients.history": to("admin"),
  /** Making two records of one person one, and what is wrong with the data of clients. */
  "clients.merge": to("admin"),
  "notes.read": to(...desk),
  "notes.create": to("admin", "staff"),
  "tags.manage": to(...managers),
  "consents.manage": to(...managers, "zapier"),
  "contact_methods.manage": to(...managers),
  "memberships.read": to(...desk),
  "memberships.manage": to(...managers, "zapier"),
  "plans.manage": to(...managers),
  "renewals.read": to(...desk),
  "renewals.follow_up": to(...managers),
  "check_ins.read": to(...desk),
  "check_ins.create": to(...desk),
  "check_ins.check_out": to(...desk),
  "check_ins.undo": to(...desk),
  "check_ins.void": to(...managers),
  /** Times of a visit, with evidence; the desk may set an end that nobody recorded. */
  "check_ins.correct": { ...to("admin"), staff: { fields: ["to"] } },
  /** Visits that nobody recorded, such as those of a day on paper. */
  "check_ins.enter": to("admin"),
  /** Members' cards: making, printing and replacing them. */
  "cards.issue": to("admin", "staff"),
  "devices.manage": to("admin", "system"),
  /** Letting a tablet in with a code that was made for it. */
  "kiosk.pair": to("visitor"),
  /** Everything that visitors do at a tablet, and what the tablet does by itself. */
  "kiosk.use": to("kiosk"),
  /** What a tablet asks of the desk: somebody to come, and entries that it could not tell whose they are. */
  "kiosk.attend": to("admin", "staff"),
  "stats.read": to(...desk),
  "reports.read": to(...desk),
  "exports.read": to(...managers, "system"),
  "settings.manage": to("admin"),
  "imports.manage": to(...managers, "system"),
  /** The background work on an import that a manager started. */
  "imports.advance": to("system"),
  /** The move from the predecessor, which only the operator's command line does. */
  "krc.migrate": to("system"),
  /** Events that come in under a signature of ours. */
  "hooks.receive": to("zapier"),
  "hooks.manage": to("admin"),
  /** Programs that want to be told of events. */
  "hooks.subscribe": to("admin", "admin key"),
  /** The background work that sends events out. */
  "hooks.deliver": to("system"),
  /** The background work that the clock asks for. */
  "jobs.run": to("system"),
  /** Sealing what is kept under another key, which only the operator's command line does. */
  "secrets.reseal": to("system"),
  "jobs.manage": to("admin"),
  /** Looking whether everything is ready for production. */
  "system.examine": to("admin", "system"),
  "messages.read": to(...desk),
  "messages.manage": to("admin"),
  "messages.send": to("system"),
  "ggleap.manage": to("admin"),
  "ggleap.sync": to("admin", "system"),
  /** Looking for what happened, and taking it along. */
  "audit.read": to("admin", "system"),
  "audit.verify": to("admin", "system"),
  /** The background work that chains what happened. */
  "audit.seal": to("system"),
  "backups.read": to("admin", "system"),
  /** Telling what became of backups, which the background work and the operator's command line make. */
  "backups.tell": to("system"),
  /** That somebody was not let in is told by the door. */
  "refusals.note": to("visitor", "kiosk"),
  "users.manage": to("admin", "system"),
  "api_keys.manage": to("admin", "system"),
  "account.manage": to("admin", "staff", "admin without code"),
  "session.start": to("visitor"),
  "password.set": to("visitor", "admin", "staff", "admin without code"),
} satisfies Record<string, Partial<Record<Role, Grant>>>

export type Permission = keyof typeof table
export const permissions = Object.keys(table) as Permission[]

/** The grant of `permission` to `role`: true, the only fields it covers, or undefined. */
export function grantOf(role: Role, permission: Permission): Grant | undefined {
  return (table[permission] as Partial<Record<Role, Grant>>)[role]
}

/** Whether `role` has `permission`, and for every one of `fields` where the grant names fields. */
export function can(role: Role, permission: Permission, fields?: readonly string[]): boolean {
  const grant = grantOf(role, permission)
  if (grant === undefined) return false
  if (grant === true) return true
  return fields?.every((field) => grant.fields.includes(field)) ?? false
}
