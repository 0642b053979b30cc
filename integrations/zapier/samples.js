// @ts-check

/** What the app tells of a client, about somebody who does not exist. */
export const sampleClient = {
  id: "00000000-0000-7000-8000-000000000001",
  first_name: "Ana",
  last_name: "Reyes",
  email: "ana@example.org",
  phone: "+16615550123",
  language: "es",
  external_ids: {},
}

/**
 * What all events have in common; in the Zap editor the CRM's own sample, with the rest of it, takes its place.
 * @param {string} event
 */
export const sampleEvent = (event) => ({
  id: "00000000-0000-7000-8000-000000000004",
  event,
  timestamp: "2026-01-31T18:00:00.000Z",
  schema: 1,
  data: { client: sampleClient },
})
