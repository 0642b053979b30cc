import { kioskPage } from "@/lib/web/kiosk-state"
import { Kiosk } from "./kiosk"

export default async function KioskPage() {
  return <Kiosk state={await kioskPage()} />
}
