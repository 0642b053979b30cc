import type { Command } from "commander"
import { env } from "../lib/env"
import { listDevices, revokeDevice } from "../lib/kiosk/devices"
import { makePairingCode } from "../lib/kiosk/pairing-code"
import { asOperator } from "./as-operator"

export function addCommands(crm: Command) {
  const devices = crm.command("devices")
  devices
    .command("code")
    .description("make a code that pairs one tablet; prints it, good for 10 minutes")
    .requiredOption("--name <name>", "what the tablet is called, such as Front door")
    .option("--station <station>", "where it stands in lists of check-ins", "Kiosk-Main")
    .action((options: { name: string; station: string }) =>
      asOperator(async (ctx) => {
        const { code } = await makePairingCode(ctx, options)
        const { KIOSK_URL, APP_URL } = env()
        console.error(`Type it on the tablet within 10 minutes: ${new URL("/kiosk", KIOSK_URL ?? APP_URL)}`)
        console.log(code)
      }),
    )
  devices
    .command("list")
    .description("list all tablets")
    .action(() =>
      asOperator(async (ctx) => {
        for (const { id, state, station, lastContactAt, name } of await listDevices(ctx, {})) {
          const heard = lastContactAt ? `last contact ${lastContactAt.toISOString()}` : "not heard of yet"
          console.log([id, state, station, heard, name].join("\t"))
        }
      }),
    )
  devices
    .command("revoke")
    .description("cut a tablet off at its next request")
    .argument("<id>")
    .action((id: string) =>
      asOperator(async (ctx) => {
        await revokeDevice(ctx, { id })
        console.log("Cut off.")
      }),
    )
}
