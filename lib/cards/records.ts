import { and, eq, isNull } from "drizzle-orm"
import type { Database } from "../../db/client"
import { clients, memberCards } from "../../db/schema"

/** The id of the client whose working card says this (`token`, of its QR code) or has these digits (`code`), if any. */
export async function clientOfCard(
  db: Database,
  by: "token" | "code",
  value: string,
): Promise<string | undefined> {
  const [found] = await db
    .select({ id: memberCards.clientId })
    .from(memberCards)
    .innerJoin(clients, eq(clients.id, memberCards.clientId))
    .where(and(eq(memberCards[by], value), isNull(memberCards.revokedAt), isNull(clients.deletedAt)))
  return found?.id
}
