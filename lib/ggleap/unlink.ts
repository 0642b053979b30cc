import { eq } from "drizzle-orm"
import { ggleapLinks } from "../../db/schema"
import { notFound } from "../core/errors"
import { operation } from "../core/operation"
import { ByClient } from "./schema"

/**
 * Forgets which ggLeap user a client is, and returns whom, so that it can be taken back. The user stays in the group they
 * are in, and is not touched from then on. Waits while they are being moved. Throws not_found.
 */
export const unlinkClient = operation({
  permission: "ggleap.manage",
  input: ByClient,
  async run({ tx, record }, { clientId }) {
    const [link] = await tx
      .delete(ggleapLinks)
      .where(eq(ggleapLinks.clientId, clientId))
      .returning({ ggleapUserId: ggleapLinks.ggleapUserId, ggleapName: ggleapLinks.ggleapName })
    if (!link) throw notFound("link")
    record("ggleap.unlinked", { ggleapName: link.ggleapName }, { clientId })
    return link
  },
})
