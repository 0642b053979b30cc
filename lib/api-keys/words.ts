import type { Sentences } from "../core/told"

export const apiKeySentences: Sentences<"api_key"> = {
  "api_key.created": ({ name, role }) => ({ did: `made the API key ${name}, which may do what ${role} may` }),
  "api_key.revoked": ({ name }) => ({ did: `revoked the API key ${name}` }),
}
