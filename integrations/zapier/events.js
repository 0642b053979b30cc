// @ts-check

/** What the CRM tells of, one trigger each. A new event is a new line; a key never changes, since Zaps hold it. */
export const outgoingEvents = [
  {
    key: "client_created",
    event: "client.created",
    noun: "Client",
    label: "New Client",
    description: "Triggers when a client is added.",
  },
  {
    key: "client_updated",
    event: "client.updated",
    noun: "Client",
    label: "Updated Client",
    description: "Triggers when something about a client changes.",
  },
  {
    key: "membership_created",
    event: "membership.created",
    noun: "Membership",
    label: "New Membership",
    description: "Triggers when a client is given a membership.",
  },
  {
    key: "membership_updated",
    event: "membership.updated",
    noun: "Membership",
    label: "Updated Membership",
    description: "Triggers when a membership is changed or cancelled.",
  },
  {
    key: "check_in_created",
    event: "check_in.created",
    noun: "Check-In",
    label: "New Check-In",
    description: "Triggers when a client checks in.",
  },
  {
    key: "membership_status_changed",
    event: "membership.status_changed",
    noun: "Status",
    label: "Changed Status",
    description:
      "Triggers when a client becomes active, expiring, expired or pending, also when only the day changed.",
  },
  {
    key: "membership_welcome",
    event: "membership.welcome",
    noun: "Message",
    label: "Welcome Message",
    description: "Triggers when a client is to get the text that greets a new membership.",
  },
  {
    key: "membership_expiring_30d",
    event: "membership.expiring_30d",
    noun: "Message",
    label: "Expiry Message",
    description: "Triggers when a client is to get the text that says when a membership ends.",
  },
  {
    key: "client_not_checked_in_mid_month",
    event: "client.not_checked_in_mid_month",
    noun: "Message",
    label: "Nudge Message",
    description: "Triggers when a client is to get the text that says the month went by without a visit.",
  },
  {
    key: "krc_meetup_announce",
    event: "krc_meetup_announce",
    noun: "Message",
    label: "Meetup Message",
    description: "Triggers when a client is to get the text about the meetup.",
  },
]
