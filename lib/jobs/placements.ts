import type { Queue } from "../../db/queue"
import { AppError } from "../core/errors"
import type { Context } from "../core/operation"
import { placeClient } from "../ggleap/sync"
import { takeNext } from "./take"

/** Puts the client who waits longest into their ggLeap group. Returns whether there was one. */
export function placeNext(queue: Queue, context: () => Context) {
  return takeNext(queue, "ggleap_placements", ({ clientId }) =>
    placeClient(context(), { clientId }).catch((error) => {
      // What does not pass by itself stands in the client's link; the night tries again.
      if (!(error instanceof AppError) || error.kind === "unavailable") throw error
    }),
  )
}
