import { openQueues, type Queue } from "../../db/queue"
import { log, traceOf } from "../core/log"

/** The queues, opened when they are first needed, and again when that failed. */
export function opening(url: string) {
  let opened: Promise<Queue> | undefined
  const failed = (error: Error) => log().error(traceOf(error), "the upkeep of the queues failed")
  return {
    open: () => {
      opened ??= openQueues(url, failed).catch((error) => {
        opened = undefined
        throw error
      })
      return opened
    },
    close: async () => {
      const queue = await opened?.catch(() => undefined)
      await queue?.stop({ graceful: false })
    },
  }
}
