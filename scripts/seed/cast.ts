import type { ClientInput } from "../../lib/clients/schema"

/** All days are counted from today: -3 is three days ago. */
export type CastMember = {
  client: ClientInput
  joined: number
  terms?: { planCode: string; from: number; to: number }[]
  pos?: { from: number; to: number }
  perWeek?: number
  /** Their last visit; 0 is "here now" when the centre is open. */
  seen?: number
  tags?: string[]
  /** Who consented to text messages. */
  smsBy?: string
  guardianPhone?: string
  notes?: { day: number; by: "admin" | "staff"; body: string }[]
}

const unlimited = (from: number, to: number) => ({ planCode: "unlimited", from, to })
const student = (from: number, to: number) => ({ planCode: "student", from, to })
const garcias = { lastName: "Garcia", phone: "+16615550142", parentGuardianName: "Carmen Garcia" }

/** The people whom the tests of this product know by name. Days are counted from today. */
export const cast: CastMember[] = [
  {
    client: {
      firstName: "Maria",
      lastName: "Santos",
      email: "maria.santos@example.org",
      phone: "+16615550101",
      dateOfBirth: "1997-05-14",
      uciNumber: "0041207",
      serviceCoordinator: "Renee Castellanos",
      language: "English",
      notes: "Likes to be greeted by name.",
    },
    joined: -489,
    terms: [unlimited(-124, 240)],
    perWeek: 2.4,
    seen: 0,
    tags: ["Minecraft club", "Friday group"],
    smsBy: "Maria Santos",
    notes: [
      { day: -3, by: "staff", body: "Asked about the next tournament; gave her the flyer." },
      { day: -17, by: "admin", body: "Prefers the afternoons; the bus home leaves at 5:30." },
    ],
  },
  {
    client: {
      firstName: "Theo",
      lastName: "Nguyen",
      phone: "+16615550112",
      dateOfBirth: "2001-11-02",
      uciNumber: "7203318",
      serviceCoordinator: "Amara Whitfield",
      language: "English",
    },
    joined: -353,
    terms: [unlimited(-352, 12)],
    perWeek: 1.8,
    seen: -2,
    tags: ["Tournament team"],
    smsBy: "Theo Nguyen",
    notes: [{ day: -2, by: "staff", body: "Told Theo that the membership ends soon. He will call Amara." }],
  },
  {
    client: {
      firstName: "Ada",
      lastName: "Okafor",
      email: "ada.okafor@example.com",
      dateOfBirth: "1989-01-30",
      uciNumber: "6650094",
      serviceCoordinator: "Dmitri Hollister",
    },
    joined: -368,
    terms: [unlimited(-367, -3)],
    perWeek: 1.2,
    seen: -5,
    notes: [{ day: -5, by: "admin", body: "Left a message for Dmitri about the renewal." }],
  },
  {
    client: { firstName: "Ben", lastName: "Carter", phone: "+16615550133", dateOfBirth: "2003-08-21" },
    joined: -9,
    seen: -9,
    notes: [{ day: -9, by: "staff", body: "Came to look around with his brother. Wants to join." }],
  },
  {
    client: {
      firstName: "Lin",
      lastName: "Chen",
      email: "lin.chen@example.org",
      dateOfBirth: "1994-03-09",
      uciNumber: "0318846",
      serviceCoordinator: "Joaquin Beltran",
    },
    joined: -6,
    terms: [unlimited(10, 374)],
    smsBy: "Lin Chen",
  },
  ...[
    { firstName: "Sofia", dateOfBirth: "2010-02-11", uciNumber: "7411260", seen: -1 },
    { firstName: "Mateo", dateOfBirth: "2012-06-25", uciNumber: "7411261", seen: 0 },
    { firstName: "Luna", dateOfBirth: "2015-09-03", uciNumber: "7411262", seen: -1 },
  ].map(({ seen, ...child }) => ({
    client: { ...garcias, ...child, language: "Spanish", serviceCoordinator: "Harpreet Saini" },
    joined: -310,
    terms: [student(-310, -130), student(-129, 53)],
    perWeek: 0.9,
    seen,
    smsBy: "Carmen Garcia",
    guardianPhone: "+16615550143",
  })),
]
