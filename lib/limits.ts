const minutes = (count: number) => count * 60

/** Whose uses are counted together; what has no account is counted by its address. */
type By = "address" | "caller"

export type LimitRule = {
  allowed: number
  windowSeconds: number
  by: By
  /**
   * Every use, or only those that are refused. These are counted beforehand and given back, so that many guesses at once
   * are no way around; "refused afterwards" is for what nobody can guess, where many at once must not hinder each other.
   */
  counts: "each" | "refused" | "refused afterwards"
}

/** What is limited, and how far: the only place that says so. */
export const limits = {
  /** Wrong passwords and wrong codes at the sign-in; a locked account is another matter. */
  wrongPasswords: { allowed: 20, windowSeconds: minutes(15), by: "address", counts: "refused" },
  /** One's own password or code, asked for again before a change of the account. */
  wrongProofs: { allowed: 10, windowSeconds: minutes(15), by: "caller", counts: "refused" },
  /** Links to set a password that are not or no longer good. */
  wrongLinks: { allowed: 20, windowSeconds: minutes(15), by: "address", counts: "refused afterwards" },
  /** Links to set a password, made by an admin. */
  linksMade: { allowed: 60, windowSeconds: minutes(60), by: "caller", counts: "each" },
  wrongKeys: { allowed: 30, windowSeconds: minutes(1), by: "address", counts: "refused afterwards" },
  /** `API_REQUESTS_PER_MINUTE` says how many are allowed. */
  api: { allowed: 6000, windowSeconds: minutes(1), by: "caller", counts: "each" },
  /** What the pages' buttons and forms ask for. */
  actions: { allowed: 600, windowSeconds: minutes(1), by: "caller", counts: "each" },
  /** Files with the data of many. */
  exports: { allowed: 30, windowSeconds: minutes(10), by: "caller", counts: "each" },
  imports: { allowed: 120, windowSeconds: minutes(10), by: "caller", counts: "each" },
  /** Events that come in. */
  hooks: { allowed: 1200, windowSeconds: minutes(1), by: "address", counts: "each" },
  wrongSignatures: { allowed: 60, windowSeconds: minutes(1), by: "address", counts: "refused afterwards" },
  kioskCalls: { allowed: 300, windowSeconds: minutes(1), by: "caller", counts: "each" },
  kioskLookUps: { allowed: 10, windowSeconds: minutes(1), by: "caller", counts: "each" },
  wrongPins: { allowed: 5, windowSeconds: minutes(15), by: "caller", counts: "refused" },
  wrongPairings: { allowed: 10, windowSeconds: minutes(15), by: "address", counts: "refused" },
} as const satisfies Record<string, LimitRule>

export type LimitName = keyof typeof limits
