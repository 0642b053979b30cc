import { createContext, type Dispatch, useContext } from "react"
import type { Conversation } from "./conversation"
import type { Contact } from "./hooks/use-contact"
import type { Preferences } from "./offline/store"
import type { Flow, Step } from "./steps"
import type { Language } from "./words/offered"
import type { Words } from "./words/words"

export type Offered = Record<Language, Words>

/** What every screen needs. */
export type KioskValue = {
  flow: Flow
  take: Dispatch<Step>
  words: Words
  /** Each language that may be chosen. */
  offered: Offered
  talk: Conversation
  contact: Contact
  online: boolean
  preferences: Preferences
  prefer: (change: Partial<Preferences>) => void
  callStaff: () => void
  callFailed: boolean
}

const Context = createContext<KioskValue | null>(null)

export const KioskProvider = Context.Provider

export function useKiosk(): KioskValue {
  const value = useContext(Context)
  if (!value) throw new Error("a screen of the kiosk stands outside of it")
  return value
}

export const languagesOf = (offered: Offered) => Object.keys(offered) as Language[]
