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
]
