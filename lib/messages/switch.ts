import { AppError, invalid } from "../core/errors"
import { operation } from "../core/operation"
import { keepSetting, settingsOf, takeTurns } from "../settings/records"
import { occasionNames } from "../settings/schema"
import { countNow } from "./preview"
import { SwitchInput } from "./schema"

/**
 * Lets the messages of an occasion go out, or no more; what waits is dropped when its turn comes. Switching on needs
 * the number of clients that the preview showed. Throws stale when there are more by now. What is so already stays.
 */
export const switchMessages = operation({
  permission: "messages.manage",
  input: SwitchInput,
  async run({ tx, now, today, timeZone, record }, { occasion, on, seen }) {
    await takeTurns(tx, ["liveMessages"])
    const { liveMessages } = await settingsOf(tx, ["liveMessages"])
    if (liveMessages.includes(occasion) === on) return
    if (on && seen === undefined) throw invalid("seen", "Look at the preview first.")
    const would = on ? await countNow({ db: tx, now, today, timeZone }, occasion) : 0
    if (seen !== undefined && would > seen)
      throw new AppError("stale", `By now ${would} clients would get it. Look at the preview again.`)
    const live = occasionNames.filter((one) => (one === occasion ? on : liveMessages.includes(one)))
    await keepSetting(tx, "liveMessages", live, now)
    record("messages.switched", { occasion, on })
  },
})
