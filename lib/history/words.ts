import { apiKeySentences } from "../api-keys/words"
import { auditSentences } from "../audit/words"
import { backupSentences } from "../backups/words"
import { memberCardSentences } from "../cards/words"
import { checkInSentences } from "../check-ins/words"
import { clientSentences } from "../clients/words"
import type { Told } from "../core/told"
import type { EventData, EventType } from "../events"
import { ggleapSentences } from "../ggleap/words"
import { importSentences } from "../imports/words"
import { kioskSentences } from "../kiosk/words"
import { krcSentences } from "../krc/words"
import { membershipSentences } from "../memberships/told"
import { messageSentences } from "../messages/words"
import { scheduleSentences } from "../schedule/words"
import { secretSentences } from "../secrets/words"
import { settingSentences } from "../settings/words"
import { userSentences } from "../users/words"
import { inboundSentences, webhookSentences } from "../webhooks/words"

/** What is said of each event; a missing one is a type error. */
export const sentences: { [T in EventType]: (data: EventData[T]) => Told } = {
  ...settingSentences,
  ...auditSentences,
  ...userSentences,
  ...apiKeySentences,
  ...clientSentences,
  ...membershipSentences,
  ...checkInSentences,
  ...memberCardSentences,
  ...kioskSentences,
  ...importSentences,
  ...inboundSentences,
  ...webhookSentences,
  ...secretSentences,
  ...krcSentences,
  ...messageSentences,
  ...ggleapSentences,
  ...scheduleSentences,
  ...backupSentences,
}

export type Happened = { type: string; actorKind: string; actorName: string; data: Record<string, unknown> }

/** What happened, as the rest of a sentence that begins with who did it. */
export function toldOf({ type, data }: Pick<Happened, "type" | "data">): Told {
  if (data.erased) return { did: "did something that was erased with the personal data" }
  const tell = sentences[type as EventType] as ((data: unknown) => Told) | undefined
  return tell ? tell(data) : { did: "did something that this version has no words for" }
}

/** Who did it: a person by their name, a key as `API key Door sign`. */
export function actorInWords({ actorKind, actorName }: Pick<Happened, "actorKind" | "actorName">): string {
  if (actorKind === "api_key") return `API key ${actorName}`
  if (actorKind === "kiosk") return `The kiosk ${actorName}`
  if (actorKind === "zapier") return "Zapier"
  if (actorKind === "system") return "The system"
  if (actorKind === "visitor") return "A visitor"
  return actorName
}

/** The same in the middle of a sentence: `by the system`. */
export const byWhom = (who: Pick<Happened, "actorKind" | "actorName">) =>
  `by ${actorInWords(who).replace(/^(The|A) (?=system|visitor|kiosk)/, (article) => article.toLowerCase())}`

const SHORT = 60

/** The whole of it in one sentence where that reads well, else null: `changed Phone from empty to (661) 555-0123`. */
export function inOneLine({ did, changes = [] }: Told): string | null {
  const [only, ...others] = changes
  if (!only) return did
  const { what, from, to } = only
  if (others.length > 0 || from.length > SHORT || to.length > SHORT || /\n/.test(from + to)) return null
  return `${did.endsWith(what) ? did : `${did}: ${what}`} from ${from} to ${to}`
}
