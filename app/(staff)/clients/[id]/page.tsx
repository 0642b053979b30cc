import type { Metadata } from "next"
import { cardOf } from "@/lib/cards/get"
import { lastVisit, listCheckIns } from "@/lib/check-ins/list"
import { listConsents } from "@/lib/clients/consents"
import { listContactMethods } from "@/lib/clients/contact-methods"
import { getClient } from "@/lib/clients/get"
import { clientHistory } from "@/lib/clients/history"
import { listNotes } from "@/lib/clients/notes"
import { nextPosEnd } from "@/lib/clients/pos"
import { listTags } from "@/lib/clients/tags"
import { listMerges } from "@/lib/clients/undo-merge"
import { dateIn } from "@/lib/core/clock"
import { formatDate } from "@/lib/core/format"
import { formatPhone } from "@/lib/core/format-phone"
import { env } from "@/lib/env"
import { ggleapSettings } from "@/lib/env-parts"
import { linkOf } from "@/lib/ggleap/list"
import { inWords } from "@/lib/history/entries"
import { listMemberships, listPlans } from "@/lib/memberships/list"
import { listMessages } from "@/lib/messages/list"
import { can } from "@/lib/permissions"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { suggestClientsAction } from "../../actions"
import { issueCardsAction, replaceCardAction, revokeCardAction } from "../../cards/actions"
import { amendMembershipAction, renewAction } from "../../memberships/actions"
import { deleteClientAction, restoreClientAction, undoMergeAction, updateClientAction } from "../actions"
import {
  addContactMethodAction,
  addNoteAction,
  directMessagesAction,
  enrollAction,
  grantConsentAction,
  removeContactMethodAction,
  revokeConsentAction,
  setTagsAction,
} from "./actions"
import { AddMembership } from "./add-membership"
import { ClientHeader } from "./client-header"
import { ConsentsCard } from "./consents-card"
import { ContactMethodsCard } from "./contact-methods-card"
import { DeleteClient } from "./delete-client"
import { EditClient } from "./edit-client"
import { ExtendPos } from "./extend-pos"
import { FactsCard } from "./facts-card"
import { GgleapCard } from "./ggleap-card"
import { HistoryCard } from "./history-card"
import { MemberCard } from "./member-card"
import { MembershipsCard } from "./memberships-card"
import { MergeWith } from "./merge-with"
import { MergedRecords } from "./merged-records"
import { MessagesCard } from "./messages-card"
import { NotesDialog } from "./notes-dialog"
import { StaffNotesCard } from "./staff-notes-card"
import { TagsEditor } from "./tags-editor"
import { VisitsCard } from "./visits-card"

// The name of a client is not for the browser's history.
export const metadata: Metadata = { title: "Client" }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ edit?: string }> }

export default async function ClientPage({ params, searchParams }: Props) {
  const [{ id }, { edit }] = await Promise.all([params, searchParams])
  const { role } = await requireUser(`/clients/${id}`)
  const client = await read(getClient, { id })
  const manages = can(role, "clients.update")
  const merges = can(role, "clients.merge") ? await read(listMerges, { clientId: id }) : []
  const [last, visits, notes, memberships, consents, contacts, messages, tags, plans, card, ggleap, history] =
    await Promise.all([
      read(lastVisit, { clientId: id }),
      read(listCheckIns, { clientId: id, limit: 10 }),
      read(listNotes, { clientId: id, limit: 20 }),
      read(listMemberships, { clientId: id }),
      read(listConsents, { clientId: id }),
      read(listContactMethods, { clientId: id }),
      read(listMessages, { clientId: id, limit: 10 }),
      manages ? read(listTags, {}) : [],
      manages ? read(listPlans, {}) : [],
      can(role, "cards.issue") ? read(cardOf, { clientId: id }) : undefined,
      can(role, "ggleap.manage") ? read(linkOf, { clientId: id }) : undefined,
      can(role, "clients.history") && read(inWords(clientHistory), { clientId: id, limit: 20 }),
    ])
  const today = dateIn(new Date(), env().CENTER_TIME_ZONE)
  const name = `${client.firstName} ${client.lastName}`
  const editor = manages ? (
    <EditClient
      client={{ ...client, phone: client.phone && formatPhone(client.phone) }}
      startOpen={edit === "1"}
      update={updateClientAction}
    />
  ) : (
    <NotesDialog client={client} update={updateClientAction} />
  )
  return (
    <div className="grid gap-6">
      <ClientHeader client={client} name={name} last={last} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="grid gap-6">
          <StaffNotesCard
            clientId={id}
            notes={notes.rows}
            more={notes.nextCursor !== null}
            add={addNoteAction}
          />
          <VisitsCard clientId={id} visits={visits.rows} more={visits.nextCursor !== null} />
        </div>
        <div className="grid gap-6">
          <FactsCard
            client={client}
            actions={editor}
            pos={
              manages && (
                <ExtendPos client={client} proposal={nextPosEnd(client) ?? ""} update={updateClientAction} />
              )
            }
            tags={
              manages && <TagsEditor clientId={id} tags={client.tags} known={tags} save={setTagsAction} />
            }
          />
          <MembershipsCard
            memberships={memberships}
            today={today}
            managing={
              manages ? { plans, actions: { renew: renewAction, amend: amendMembershipAction } } : null
            }
            add={manages && <AddMembership clientId={id} plans={plans} today={today} enroll={enrollAction} />}
          />
          {card !== undefined && (
            <MemberCard
              clientId={id}
              name={name}
              card={
                card && { code: card.code, made: formatDate(dateIn(card.createdAt, env().CENTER_TIME_ZONE)) }
              }
              actions={{ issue: issueCardsAction, replace: replaceCardAction, revoke: revokeCardAction }}
            />
          )}
          {ggleap !== undefined && (ggleap || ggleapSettings(env())) && (
            <GgleapCard clientId={id} name={name} link={ggleap} />
          )}
          <ContactMethodsCard
            clientId={id}
            contacts={contacts}
            actions={
              manages
                ? {
                    add: addContactMethodAction,
                    remove: removeContactMethodAction,
                    direct: directMessagesAction,
                  }
                : null
            }
          />
          <ConsentsCard
            clientId={id}
            consents={consents}
            timeZone={env().CENTER_TIME_ZONE}
            people={[name, client.parentGuardianName].filter((one) => one !== null)}
            today={today}
            actions={manages ? { grant: grantConsentAction, revoke: revokeConsentAction } : null}
          />
          <MessagesCard messages={messages.rows} more={messages.nextCursor !== null} />
          <MergedRecords
            merges={merges.map(({ id, mergedAt, firstName, lastName }) => ({
              id,
              name: `${firstName} ${lastName}`,
              mergedOn: formatDate(dateIn(mergedAt, env().CENTER_TIME_ZONE)),
            }))}
            undo={undoMergeAction}
          />
          <div className="flex flex-wrap gap-2">
            {can(role, "clients.merge") && <MergeWith id={id} suggest={suggestClientsAction} />}
            {can(role, "clients.delete") && (
              <DeleteClient id={id} name={name} remove={deleteClientAction} restore={restoreClientAction} />
            )}
          </div>
        </div>
      </div>
      {history && <HistoryCard clientId={id} first={history} />}
    </div>
  )
}
