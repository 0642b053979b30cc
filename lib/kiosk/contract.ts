/**
 * What the tablet and the server say to each other: JSON by POST under /kiosk/calls, one address for each call. A refusal
 * has a status and `{problem}`. Types only: the tablet loads none of the server's code.
 */

/** How a visitor says who they are: a card's QR code, a phone number, or the digits on the card. */
export type Way = "card" | "phone" | "code"

/**
 * Why a browser is not let in. `revoked`: somebody cut this tablet off, and it must forget everything it keeps. `unpaired`:
 * nobody knows it, such as after a restore from before it was paired; what it keeps it may send once it is paired (again).
 */
export type Outside = "unpaired" | "revoked"

/**
 * 401 `unpaired`, `revoked`. 401 `ticket`: the ticket is altered, used, too old or another tablet's. 429 `too_many`. 403
 * `pin`. 422 `invalid`. 500 `unexpected`.
 */
export type Problem = Outside | "ticket" | "too_many" | "pin" | "invalid" | "unexpected"

/** What the tablet knows of the centre; part of the page as it was loaded, and of each answer to `contact`. */
export type KioskState = {
  device: { name: string; station: string }
  settings: {
    centerName: string
    waysIn: Way[]
    /** How long "You are checked in" stays; 0: until it is touched. */
    successSeconds: number
    idleSeconds: number
  }
  /** To which `Entry.sealed` is encrypted: RSA-OAEP with SHA-256, the key as a JSON Web Key. */
  box: { id: string; publicKey: JsonWebKey }
  /** The build of the server; another one than the page's asks for a reload when nobody is there. */
  build: string
  /** The server's clock, in milliseconds since 1970. */
  now: number
}

/** `pair`: lets the tablet in; its credential comes as a cookie that scripts cannot read. 422 for a wrong code. */
export type PairRequest = { code: string }

/** `contact`: every half minute, and at once when the network is back. */
export type ContactRequest = {
  build: string
  /** Entries on the tablet that the server does not have yet. */
  waiting: number
  /** The tablet's clock, in milliseconds since 1970. */
  clock: number
  battery?: { percent: number; charging: boolean }
}
export type ContactAnswer = KioskState & { call: Call }

/** Whether this tablet's latest call for staff of the last 10 minutes is answered; null without one. */
export type Call = "waiting" | "coming" | null

/** `look-up`: exact matches only. Nobody, too many and not to be told apart are the same answer: no people. */
export type LookUpRequest = { way: Way; value: string }
export type Person = {
  /** Stands for the person in what follows: of this tablet, for 15 minutes, for one use. */
  ticket: string
  firstName: string
  initial: string
  /** Checked in today more than 5 minutes ago, and not out yet. */
  here: boolean
  language: "en" | "es" | null
}
export type LookUpAnswer = { people: Person[] }

/** `check-in` and `check-out`: `key` is made by the tablet, new for each person; the same one again is the same answer. */
export type TicketsRequest = { people: { ticket: string; key: string }[] }
export type CheckInAnswer = {
  people: { firstName: string; outcome: "checked_in" | "already" | "desk" }[]
  /** With which `undo` takes back what this answer did; null when it did nothing. */
  undo: string | null
}
export type CheckOutAnswer = { people: { firstName: string }[]; undo: string | null }

/** `undo`: within 10 minutes. Answers `{}` also when it was taken back already. */
export type UndoRequest = { ticket: string }

/** `sync`: at most 50 entries that were made without the network. `kept`: the keys of those that the server has now. */
export type SyncRequest = {
  /** The tablet's clock when it sends this. */
  clock: number
  entries: Entry[]
}
export type Entry = {
  /** A UUID made on the tablet. */
  key: string
  /** The tablet's clock when it happened. */
  at: number
  /** What the tablet's clock lacked to the server's at their last contact before, in milliseconds; null: none yet. */
  offset: number | null
} & (
  | {
      /** Base64 of the encrypted JSON `{way, value}`, and to which key. */
      sealed: string
      box: string
    }
  /** For a person who was looked up just before the network went away. */
  | { ticket: string }
)
export type SyncAnswer = { kept: string[] }

/** `call`: asks staff to come; once a minute is enough. Answers `{call}`. */
export type CallAnswer = { call: Call }

/** `unlock`: a staff member's PIN opens the settings of the tablet. 403 for a wrong one, 429 after five. */
export type UnlockRequest = { pin: string }
export type UnlockAnswer = { name: string; mayUnpair: boolean; appUrl: string }

/** `unpair`: an admin's PIN cuts this tablet off. */
export type UnpairRequest = { pin: string }
