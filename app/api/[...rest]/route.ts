import { problem } from "@/lib/web/api/problem"

const nothingHere = () => problem(404, "There is nothing at this address. See /api/v1/openapi.json.")

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
}
