import { kioskPage } from "@/lib/web/kiosk-state"
import { Kiosk } from "./kiosk"
import { offered } from "./words/offered"

export default async function KioskPage() {
  return <Kiosk page={await kioskPage()} offered={offered} />
}
