import { and, asc, eq } from "drizzle-orm"
import { z } from "zod"
import { contactMethods } from "../../db/schema"
import { notFound } from "../core/errors"
import { uuid } from "../core/fields"
import { operation, query } from "../core/operation"
import { findClient, lockClient } from "./records"
import { ContactMethodInput } from "./schema"

/** Adds a further phone number or e-mail address, such as a guardian's. Throws conflict when it is there already. */
export const addContactMethod = operation({
  permission: "contact_methods.manage",
  input: ContactMethodInput,
  async run({ tx, now, record }, { clientId, kind, value, label = null }) {
    await lockClient(tx, clientId)
    await tx.insert(contactMethods).values({ clientId, kind, value, label, createdAt: now })
    record("contact_method.added", { kind, label }, { clientId })
  },
})

/** Takes a further contact away. Throws not_found. */
export const removeContactMethod = operation({
  permission: "contact_methods.manage",
  input: z.strictObject({ clientId: uuid, id: uuid }),
  async run({ tx, record }, { clientId, id }) {
    await lockClient(tx, clientId)
    const [gone] = await tx
      .delete(contactMethods)
      .where(and(eq(contactMethods.id, id), eq(contactMethods.clientId, clientId)))
      .returning()
    if (!gone) throw notFound("contact")
    record("contact_method.removed", { kind: gone.kind, label: gone.label }, { clientId })
  },
})

/**
 * Lets messages to the client go to this phone number, or with `here` false to their own again. One number gets them: the
 * one before gets no more. Throws not_found also for an e-mail address.
 */
export const directMessages = operation({
  permission: "contact_methods.manage",
  input: z.strictObject({ clientId: uuid, id: uuid, here: z.boolean() }),
  async run({ tx, record }, { clientId, id, here }) {
    await lockClient(tx, clientId)
    const [contact] = await tx
      .select()
      .from(contactMethods)
      .where(
        and(
          eq(contactMethods.id, id),
          eq(contactMethods.clientId, clientId),
          eq(contactMethods.kind, "phone"),
        ),
      )
    if (!contact) throw notFound("phone number")
    if (contact.getsMessages === here) return
    await tx
      .update(contactMethods)
      .set({ getsMessages: false })
      .where(and(eq(contactMethods.clientId, clientId), eq(contactMethods.getsMessages, true)))
    if (here) await tx.update(contactMethods).set({ getsMessages: true }).where(eq(contactMethods.id, id))
    record("contact_method.messages_directed", { label: contact.label, here }, { clientId })
  },
})

/** A client's further contacts, oldest first. */
export const listContactMethods = query({
  permission: "clients.read",
  input: z.strictObject({ clientId: uuid }),
  async run({ db }, { clientId }) {
    await findClient(db, clientId)
    return db
      .select()
      .from(contactMethods)
      .where(eq(contactMethods.clientId, clientId))
      .orderBy(asc(contactMethods.createdAt))
  },
})
