import type { Sentences } from "../core/told"
import { methods } from "./names"

export const checkInSentences: Sentences<"check_in"> = {
  "check_in.created": ({ method, station }) => ({
    did: `checked the client in${station ? ` at ${station}` : method === "staff" ? "" : ` (${methodName(method)})`}`,
  }),
  "check_in.ended": () => ({ did: "checked the client out" }),
  "check_in.closed": () => ({ did: "ended the visit at closing time" }),
  "check_in.reopened": () => ({ did: "took a check-out back" }),
  "check_in.undone": () => ({ did: "undid a check-in" }),
  "check_in.voided": ({ reason }) => ({ did: `voided a check-in: ${reason}` }),
}

const methodName = (method: string) => methods[method as keyof typeof methods] ?? method
