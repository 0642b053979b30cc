import { Tablet } from "lucide-react"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { env } from "@/lib/env"
import { listDevices } from "@/lib/kiosk/devices"
import { read } from "@/lib/web/read"
import { PageHeader } from "../../page-header"
import { makePairingCodeAction } from "./actions"
import { DeviceTable } from "./device-table"
import { PairTablet } from "./pair-tablet"
import { RevokedTable } from "./revoked-table"

export const metadata = { title: "Tablets" }

export default async function DevicesPage() {
  const devices = await read(listDevices, {})
  const working = devices.filter(({ state }) => state !== "revoked")
  const revoked = devices.filter(({ state }) => state === "revoked")
  const { KIOSK_URL, APP_URL, CENTER_TIME_ZONE } = env()
  const kioskUrl = new URL("/kiosk", KIOSK_URL ?? APP_URL).href
  const pair = <PairTablet make={makePairingCodeAction} kioskUrl={kioskUrl} timeZone={CENTER_TIME_ZONE} />
  return (
    <>
      <PageHeader title="Tablets" aside={working.length.toLocaleString("en-US")} actions={pair} />
      {working.length === 0 ? (
        <EmptyState icon={Tablet} title={devices.length === 0 ? "No tablets yet" : "No tablet works"}>
          A tablet by the door lets clients check themselves in. Open{" "}
          <span className="[overflow-wrap:anywhere]">{kioskUrl}</span> on it, then press <b>Pair a tablet</b>{" "}
          here and type the code on the tablet.
        </EmptyState>
      ) : (
        <Card>
          <DeviceTable devices={working} />
        </Card>
      )}
      {revoked.length > 0 && (
        <section className="mt-8">
          <h2 className="mb-3 font-semibold text-lg">Cut off</h2>
          <Card>
            <RevokedTable devices={revoked} />
          </Card>
        </section>
      )}
    </>
  )
}
