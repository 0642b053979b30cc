import { z } from "zod"
import { eventSample, listSubscriptions, subscribe, unsubscribe } from "../../webhooks/subscriptions"
import { created, endpoint } from "./endpoint"

/** The endpoints with which programs, such as a Zapier app, subscribe to events (REST hooks). */
export const webhookEndpoints = {
  subscribe: endpoint({
    method: "POST",
    path: "/webhooks/subscriptions",
    summary: "Be sent every event of one type; the secret with which they are signed comes this once",
    run: subscribe,
    answer: z.strictObject({ id: z.uuid(), secret: z.string() }).meta({ id: "Subscription" }),
    present: (subscription) => subscription,
    status: created,
  }),
  listSubscriptions: endpoint({
    method: "GET",
    path: "/webhooks/subscriptions",
    summary: "The subscriptions of this key, the newest first; without their secrets",
    run: listSubscriptions,
    answer: z.strictObject({
      data: z.array(
        z.strictObject({
          id: z.uuid(),
          target_url: z.string(),
          event: z.string(),
          created_at: z.iso.datetime({ offset: true }),
        }),
      ),
    }),
    present: (rows) => ({
      data: rows.map(({ id, targetUrl, event, createdAt }) => ({
        id,
        target_url: targetUrl,
        event,
        created_at: createdAt.toISOString(),
      })),
    }),
  }),
  unsubscribe: endpoint({
    method: "DELETE",
    path: "/webhooks/subscriptions/{id}",
    summary: "End a subscription",
    run: unsubscribe,
  }),
  eventSample: endpoint({
    method: "GET",
    path: "/webhooks/samples/{event}",
    pathText: "event",
    summary: "What events of one type look like, about somebody who does not exist",
    run: eventSample,
    answer: z.array(
      z.strictObject({
        id: z.uuid(),
        event: z.string(),
        timestamp: z.iso.datetime({ offset: true }),
        schema: z.literal(1),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    present: (samples) => samples,
  }),
}
