import { installPrograms } from "./programs"

export default function setup() {
  installPrograms()
}
