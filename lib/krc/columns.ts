const id = ["id"]
const createdAt = ["created_at", "created_on", "created", "date_created", "inserted_at"]
const updatedAt = ["updated_at", "updated_on", "updated", "modified_at", "last_modified"]
const active = ["is_active", "active"]
const deleted = ["is_deleted", "deleted"]
const deletedAt = ["deleted_at", "archived_at"]
const clientId = ["client_id", "client"]
const userId = ["user_id", "author_id", "staff_id", "created_by_id", "created_by", "checked_in_by", "author"]
const firstName = ["first_name", "firstname", "given_name"]
const lastName = ["last_name", "lastname", "surname", "family_name"]
const fullName = ["full_name", "name", "display_name"]

/**
 * The predecessor's tables: for each of our fields the names its column may have, the likeliest first, and what must be
 * there (`a|b`: one of them). Columns with passwords stand nowhere, so that they are never read.
 */
export const tables = {
  users: {
    needs: ["id", "email", "role|isAdmin"],
    fields: {
      ...{ id, firstName, lastName, fullName, active, deleted, deletedAt, createdAt, updatedAt },
      email: ["email", "email_address"],
      role: ["role", "user_role"],
      isAdmin: ["is_admin", "is_superuser"],
      lastSignInAt: ["last_sign_in_at", "last_login_at", "last_login"],
    },
  },
  clients: {
    needs: ["id", "firstName|fullName", "lastName|fullName", "uciNumber"],
    fields: {
      ...{ id, firstName, lastName, fullName, active, deleted, deletedAt, createdAt, updatedAt },
      email: ["email", "email_address"],
      phone: ["phone", "phone_number", "mobile", "telephone"],
      dateOfBirth: ["date_of_birth", "dob", "birth_date", "birthdate", "birthday"],
      parentGuardianName: [
        "parent_guardian_name",
        "parent_guardian",
        "guardian_name",
        "parent_name",
        "guardian",
      ],
      uciNumber: ["pos_number", "uci_number", "uci"],
      serviceCoordinator: ["service_coordinator", "service_coordinator_name", "coordinator"],
      posStartDate: ["pos_start_date", "pos_start", "pos_starts_on"],
      posEndDate: ["pos_end_date", "pos_end", "pos_ends_on"],
      language: ["language", "preferred_language", "locale"],
      notes: ["notes", "note", "comments"],
      externalIds: ["external_ids"],
    },
  },
  memberships: {
    needs: ["id", "clientId", "plan", "startsOn", "endsOn"],
    fields: {
      ...{ id, clientId, createdAt, updatedAt, active, deleted, deletedAt },
      plan: ["plan_code", "plan", "plan_type", "membership_type", "type"],
      planName: ["plan_name", "membership_name", "plan_label"],
      startsOn: ["starts_on", "start_date", "starts_at", "start_at", "start"],
      endsOn: ["ends_on", "end_date", "ends_at", "end_at", "expires_at", "expiry_date", "end"],
      status: ["status", "state"],
      cancelledAt: [
        ...["cancelled_at", "canceled_at", "cancelled_on", "canceled_on", "cancelled_from"],
        ...["cancellation_date", "cancelled_date"],
      ],
      cancellationReason: ["cancellation_reason", "cancel_reason"],
      externalId: ["external_id"],
    },
  },
  check_ins: {
    needs: ["id", "clientId", "checkedInAt"],
    fields: {
      ...{ id, clientId, userId, deleted, deletedAt },
      checkedInAt: ["checked_in_at", "check_in_time", "check_in_at", "checkin_time", "created_at"],
      checkedOutAt: ["checked_out_at", "check_out_time", "check_out_at", "checkout_time"],
      method: ["method", "check_in_method", "source"],
      station: ["station", "station_name", "device"],
      notes: ["notes", "note", "comment"],
      voided: ["voided", "is_voided", "is_void"],
      voidedAt: ["voided_at"],
      voidReason: ["void_reason", "voided_reason"],
    },
  },
  client_notes: {
    needs: ["id", "clientId", "body"],
    fields: {
      ...{ id, clientId, createdAt, deleted, deletedAt },
      userId: ["author_id", "user_id", "staff_id", "created_by_id", "created_by", "author"],
      body: ["body", "note", "content", "text", "notes"],
    },
  },
  tags: { needs: ["id", "name"], fields: { id, name: ["name", "label", "tag", "title"], createdAt } },
  client_tags: {
    needs: ["clientId", "tagId"],
    fields: { clientId, tagId: ["tag_id", "tag"] },
  },
  contact_methods: {
    needs: ["id", "clientId", "kind", "value"],
    fields: {
      ...{ id, clientId, createdAt, deleted, deletedAt, active },
      kind: ["kind", "type", "method_type", "contact_type", "method"],
      value: ["value", "contact_value", "contact", "address"],
      label: ["label", "description", "name"],
    },
  },
  consents: {
    needs: ["id", "clientId", "kind", "granted|grantedAt"],
    fields: {
      ...{ id, clientId, createdAt, updatedAt },
      kind: ["kind", "type", "consent_type"],
      granted: ["granted", "is_granted", "given", "status"],
      grantedAt: ["granted_at", "given_at", "consented_at", "signed_at"],
      revokedAt: ["revoked_at", "withdrawn_at"],
      givenBy: ["given_by", "granted_by", "signed_by"],
    },
  },
} satisfies Record<string, { needs: string[]; fields: Record<string, string[]> }>

export type Table = keyof typeof tables
export const tableNames = Object.keys(tables) as Table[]
export type Field<T extends Table> = keyof (typeof tables)[T]["fields"] & string

/** For each table which column gives which field, which columns nobody asks for, and what is missing, in words. */
export type Choice = {
  columns: Record<Table, Map<string, string>>
  ignored: Record<Table, string[]>
  missing: string[]
}

/** Chooses among the columns that were found; `found` has no entry for a table that is not there. */
export function chooseColumns(found: Map<string, string[]>): Choice {
  const chosen = tableNames.map((table) => [table, columnsOf(table, found.get(table) ?? [])] as const)
  const columns = Object.fromEntries(chosen) as Choice["columns"]
  const ignored = chosen.map(([table, used]) => {
    const names = new Set(used.values())
    return [table, (found.get(table) ?? []).filter((name) => !names.has(name))] as const
  })
  const missing = chosen.flatMap(([table, used]) =>
    found.has(table) ? missingIn(table, used) : [`There is no table ${table}.`],
  )
  return { columns, ignored: Object.fromEntries(ignored) as Choice["ignored"], missing }
}

function columnsOf(table: Table, found: string[]): Map<string, string> {
  const fields: [string, string[]][] = Object.entries(tables[table].fields)
  return new Map(
    fields.flatMap(([field, names]) => {
      const column = names.find((name) => found.includes(name))
      return column ? [[field, column] as const] : []
    }),
  )
}

function missingIn(table: Table, used: Map<string, string>): string[] {
  const fields: Record<string, string[]> = tables[table].fields
  return tables[table].needs
    .map((need) => need.split("|"))
    .filter((some) => !some.some((field) => used.has(field)))
    .map((some) => `The table ${table} has no column ${some.flatMap((f) => fields[f] ?? []).join(" or ")}.`)
}
