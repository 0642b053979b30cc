import { addNote } from "../../lib/clients/notes"
import { OPENS } from "./calendar"
import type { Chance } from "./chance"
import type { Reception } from "./reception"

const NOTES = 42
const WEEKS_BACK = 6

const bodies = [
  "Had a great day, won two rounds of Rocket League.",
  "Felt unwell and went home early. Please ask next time.",
  "Headset at this seat was broken; replaced it.",
  "Service coordinator called, renewal is on its way.",
  "New phone number: please ask the guardian to confirm it.",
  "Helped another client to log in. Very kind.",
  "Wants to join the Minecraft club on Wednesdays.",
  "Was upset by the noise; the quiet room helped.",
  "Arrived without a ride home; we called the guardian.",
  "Asked for the tournament dates.",
  "Left a jacket here, it is in the office.",
  "First visit with the new job coach.",
]

/** Staff notes of the last weeks, on visitors picked at random, by both users, at times when the centre was open. */
export async function writeStaffNotes(
  reception: Reception,
  clientIds: string[],
  chance: Chance,
): Promise<void> {
  const { calendar, admin, staff, as } = reception
  const days = Array.from({ length: NOTES }, () => chance.whole(1, WEEKS_BACK * 7)).toSorted((a, b) => b - a)
  for (const day of days) {
    const moment = calendar.moment(calendar.openDay(-day), OPENS + chance.whole(10, 520))
    const author = chance.often(0.65) ? staff : admin
    await addNote(as(author, moment), { clientId: chance.pick(clientIds), body: chance.pick(bodies) })
  }
}
