import { createHash, randomBytes } from "node:crypto"

/** A secret of 256 random bits for a link or a key, in URL-safe characters. */
export const newToken = () => randomBytes(32).toString("base64url")

/** What is kept of a token. Its 256 random bits need no slow hash. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex")
