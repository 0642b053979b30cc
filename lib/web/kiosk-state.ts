import "server-only"
import { headers } from "next/headers"
import { cache } from "react"
import type { KioskState, Outside } from "../kiosk/contract"
import { kioskState } from "../kiosk/state"
import { centerName } from "./centre"
import { kioskContext } from "./kiosk-device"

type Known = Awaited<ReturnType<typeof kioskState>>

/** The build that this server runs; the tablet compares it with that of its page. */
export const BUILD = process.env.BUILD ?? "development"

/** What the tablet is told of itself and the centre. */
export async function stateForTablet({ device, settings, box }: Known): Promise<KioskState> {
  return {
    device,
    settings: {
      centerName: await centerName(),
      waysIn: settings.kioskWaysIn,
      successSeconds: settings.kioskSuccessSeconds,
      idleSeconds: settings.kioskIdleSeconds,
    },
    box,
    build: BUILD,
    now: Date.now(),
  }
}

/** The same for the kiosk's page, or why the browser is not let in. */
export const kioskPage = cache(async (): Promise<KioskState | Outside> => {
  const { ctx, outside } = await kioskContext(await headers())
  return outside ?? stateForTablet(await kioskState(ctx, {}))
})
