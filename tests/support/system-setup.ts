import { bundlePrograms } from "./program"
import { installPrograms } from "./programs"

export default function setup() {
  bundlePrograms()
  installPrograms()
}
