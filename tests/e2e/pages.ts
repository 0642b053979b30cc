import type { apiOf, Client } from "./api"
import { withCard } from "./cards"
import { entriesOfEachKind, tabletsInEachState } from "./door-tablet"
import { linksInEachState } from "./ggleap"
import { deliveryGivenUp, idOfEvent, sendEvent } from "./hooks"
import { importsInEachState } from "./imports"
import { messagesInEachState } from "./messages"

export type Scene = {
  file: string
  as?: "admin" | "staff"
  path: (guest: Client) => string
  shows: string
  status?: number
  /** What must be there first; the path ends with the id that comes back. */
  prepare?: (api: ReturnType<typeof apiOf>, guest: Client) => Promise<string>
}

const scene = (
  file: string,
  as: Scene["as"],
  path: Scene["path"] | string,
  shows: string,
  status = 200,
): Scene => ({
  file,
  as,
  path: typeof path === "string" ? () => path : path,
  shows,
  status,
})

/** An event about a membership of a plan: one that nobody knows makes it wait for somebody. */
const eventThat = (event: string, plan_code: string) => async (_: unknown, guest: Client) => {
  const client = { first_name: guest.first_name, last_name: "Unbroken".repeat(10) }
  const membership = { plan_code, starts_on: "2026-11-01", external_id: `${plan_code}${"long".repeat(30)}` }
  return await idOfEvent(await sendEvent(event, { client, membership }))
}

/** Every page of app/, as those see it who come to it. `shows` is its first heading. */
export const scenes: Scene[] = [
  scene("(auth)/login", undefined, "/login", "Sign in"),
  scene("(auth)/set-password", undefined, "/set-password?token=used", "This link does not work any more"),
  scene("(staff)", "staff", "/", "Dashboard"),
  scene("(staff)/account", "staff", "/account", "Your account"),
  scene("(staff)/admin/api-keys", "admin", "/admin/api-keys", "API keys"),
  scene("(staff)/admin/audit", "admin", "/admin/audit", "Audit log"),
  scene(
    "(staff)/admin/audit",
    "admin",
    "/admin/audit?kind=sign_ins&who=visitor&from=2020-01-01",
    "Audit log",
  ),
  scene("(staff)/admin/audit", "admin", "/admin/audit?kind=nonsense&who=nobody&from=tomorrow", "Audit log"),
  scene("(staff)/admin/audit", "admin", "/admin/audit?address=192.0.2.254", "Audit log"),
  scene("forbidden", "staff", "/admin/audit", "This page is for admins", 403),
  scene(
    "(staff)/clients/[id]/access",
    "admin",
    ({ id }) => `/clients/${id}/access`,
    "Who saw and changed this client",
  ),
  {
    ...scene(
      "(staff)/clients/[id]/merge/[otherId]",
      "admin",
      ({ id }) => `/clients/${id}/merge/`,
      "Merge two records",
    ),
    prepare: async (api) => (await api.addClient({ notes: "Unbroken".repeat(30) })).id,
  },
  scene("(staff)/check-ins/day-sheet", "staff", "/check-ins/day-sheet", "Day sheet"),
  scene("(staff)/check-ins/enter", "admin", "/check-ins/enter?date=2026-03-10", "Type in a day"),
  scene("forbidden", "staff", "/check-ins/enter", "This page is for admins", 403),
  scene("(staff)/clients/data-quality", "admin", "/clients/data-quality", "Data quality"),
  scene("forbidden", "staff", ({ id }) => `/clients/${id}/access`, "This page is for admins", 403),
  scene("(staff)/admin/devices", "admin", "/admin/devices", "Tablets"),
  { ...scene("(staff)/admin/devices", "admin", "/admin/devices", "Tablets"), prepare: tabletsInEachState },
  scene("(staff)/admin/ggleap", "admin", "/admin/ggleap?show=nonsense", "ggLeap"),
  { ...scene("(staff)/admin/ggleap", "admin", "/admin/ggleap", "ggLeap"), prepare: linksInEachState },
  scene("(staff)/admin/plans", "admin", "/admin/plans", "Plans"),
  scene("(staff)/admin/settings", "admin", "/admin/settings", "Settings"),
  scene("(staff)/admin/system", "admin", "/admin/system", "System"),
  scene("(staff)/admin/tags", "admin", "/admin/tags", "Tags"),
  scene("(staff)/admin/users", "admin", "/admin/users", "Users"),
  scene("(staff)/cards/print", "staff", ({ id }) => `/cards/print?clients=${id}`, "Member cards"),
  scene("(staff)/cards/print", "admin", "/cards/print?q=nobody+has+this+name&size=label", "Member cards"),
  scene("(staff)/cards/print", "staff", "/cards/print", "Member cards"),
  ...(["sheet", "label"] as const).map((size) => ({
    ...scene("(staff)/cards/print", "staff", `/cards/print?size=${size}&clients=`, "Member cards"),
    prepare: withCard,
  })),
  scene("not-found", "staff", "/cards/print?clients=nonsense", "There is nothing here", 404),
  scene("(staff)/admin/messages", "admin", "/admin/messages", "Messages"),
  scene("(staff)/admin/messages/[occasion]", "admin", "/admin/messages/welcome", "Welcome message"),
  {
    ...scene("(staff)/admin/messages/[occasion]", "admin", "/admin/messages/", "Meetup message"),
    prepare: messagesInEachState,
  },
  scene("not-found", "admin", "/admin/messages/birthday", "There is nothing here", 404),
  scene("(staff)/admin/messages/log", "admin", "/admin/messages/log", "Latest messages"),
  scene(
    "(staff)/admin/messages/log",
    "admin",
    "/admin/messages/log?occasion=welcome&state=waiting",
    "Latest messages",
  ),
  scene("(staff)/admin/webhooks", "admin", "/admin/webhooks", "Webhooks"),
  scene("(staff)/admin/webhooks/targets", "admin", "/admin/webhooks/targets", "Webhook targets"),
  scene("(staff)/admin/webhooks/sent", "admin", "/admin/webhooks/sent?state=dead", "Sent webhooks"),
  {
    ...scene("(staff)/admin/webhooks/sent/[id]", "admin", "/admin/webhooks/sent/", "Client added"),
    prepare: deliveryGivenUp,
  },
  {
    ...scene("(staff)/admin/webhooks/[id]", "admin", "/admin/webhooks/", "New membership"),
    prepare: eventThat("membership.created", "gold"),
  },
  {
    ...scene("(staff)/admin/webhooks/[id]", "admin", "/admin/webhooks/", "Renewed membership"),
    prepare: eventThat("membership.renewed", "unlimited"),
  },
  scene("(staff)/check-ins", "staff", "/check-ins", "Check-ins"),
  scene("(staff)/check-ins", "admin", ({ id }) => `/check-ins?client=${id}`, "Check-ins"),
  scene("(staff)/check-ins", "staff", "/check-ins?date=2020-01-01", "Check-ins"),
  scene("(staff)/check-ins/here", "staff", "/check-ins/here", "Who is here"),
  scene("(staff)/check-ins/waiting", "staff", "/check-ins/waiting", "Kiosk entries to settle"),
  {
    ...scene("(staff)/check-ins/waiting", "admin", "/check-ins/waiting", "Kiosk entries to settle"),
    prepare: entriesOfEachKind,
  },
  scene("(staff)/clients", "staff", "/clients", "Clients"),
  scene("(staff)/clients", "admin", "/clients?status=expiring", "Clients"),
  scene("(staff)/clients", "admin", "/clients?q=nobody+has+this+name", "Clients"),
  scene("(staff)/clients", "staff", "/clients?tag=00000000-0000-7000-8000-000000000000", "Clients"),
  scene("(staff)/clients/[id]", "admin", ({ id }) => `/clients/${id}`, ""),
  scene("(staff)/clients/[id]", "staff", ({ id }) => `/clients/${id}`, ""),
  scene("(staff)/clients/not-seen", "staff", "/clients/not-seen", "Not seen for 30 days"),
  scene("(staff)/clients/deleted", "admin", "/clients/deleted", "Deleted clients"),
  scene("(staff)/imports", "admin", "/imports", "Imports"),
  scene("(staff)/imports", "staff", "/imports", "This page is for admins", 403),
  scene("not-found", "admin", "/imports/00000000-0000-7000-8000-000000000000", "There is nothing here", 404),
  scene("(staff)/imports/new", "admin", "/imports/new", "Import a file"),
  ...Object.entries(importsInEachState).map(([state, prepare]) => ({
    ...scene("(staff)/imports/[id]", "admin", "/imports/", `${state}.csv`),
    prepare,
  })),
  scene("(staff)/memberships", "staff", "/memberships", "Memberships"),
  scene("(staff)/memberships", "admin", "/memberships?status=expired&sort=name&dir=desc", "Memberships"),
  scene("(staff)/memberships", "admin", "/memberships?status=pending&plan=no_such_plan", "Memberships"),
  scene(
    "(staff)/memberships/print",
    "staff",
    "/memberships/print?status=expired&coordinator=amara+whitfield",
    "Memberships: expired",
  ),
  scene(
    "(staff)/memberships/renewals",
    "admin",
    "/memberships/renewals?coordinator=amara+whitfield",
    "Renewal worklist",
  ),
  scene("(staff)/memberships/renewals", "staff", "/memberships/renewals?coordinator=-", "Renewal worklist"),
  scene(
    "(staff)/memberships/renewals",
    "staff",
    "/memberships/renewals?coordinator=nobody",
    "Renewal worklist",
  ),
  scene(
    "(staff)/memberships/renewals/print",
    "staff",
    "/memberships/renewals/print?coordinator=amara+whitfield",
    "Renewals to print",
  ),
  scene("(staff)/reports", "staff", "/reports", "Reports"),
  scene("(staff)/reports", "admin", "/reports?report=memberships&from=2026-01-01&to=2026-12-31", "Reports"),
  scene("(staff)/reports", "staff", "/reports?report=clients&by=coordinator&covered=all", "Reports"),
  scene("(staff)/reports", "staff", "/reports?report=attendance&from=2020-01-01&to=2020-01-31", "Reports"),
  scene("(staff)/reports", "staff", "/reports?report=attendance&from=2026-05-02&to=nonsense", "Reports"),
  scene("(staff)/staff-notes", "staff", "/staff-notes", "Staff notes"),
  scene("forbidden", "staff", "/admin/users", "This page is for admins", 403),
  scene("forbidden", "staff", "/admin/ggleap", "This page is for admins", 403),
  scene("forbidden", "staff", "/admin/plans", "This page is for admins", 403),
  scene("kiosk", undefined, "/kiosk", "Set up this tablet"),
  scene("not-found", "staff", "/nothing/here", "There is nothing here", 404),
]
