import type { CastMember } from "./cast"

const unlimited = (from: number, to: number) => ({ planCode: "unlimited", from, to })

/** People whose names or coverage are out of the ordinary; days are counted from today. */
export const uncommon: CastMember[] = [
  {
    client: {
      firstName: "José",
      lastName: "Hernández",
      email: "jose.hernandez@example.org",
      phone: "+16615550150",
      uciNumber: "0007731",
      serviceCoordinator: "Joaquin Beltran",
      language: "Spanish",
    },
    joined: -420,
    terms: [unlimited(-55, 309)],
    perWeek: 1.5,
    seen: -1,
    tags: ["Friday group"],
  },
  {
    client: {
      firstName: "Maximiliano Alexander Bartholomew",
      lastName: "Featherstonehaugh-Villavicencio de la Cruz y Montenegro",
      email: "maximiliano.alexander.bartholomew.featherstonehaugh-villavicencio@example.com",
      uciNumber: "5120933",
      serviceCoordinator: "Amara Whitfield",
    },
    joined: -205,
    terms: [unlimited(-200, 164)],
    perWeek: 0.6,
    seen: -16,
  },
  {
    client: { firstName: "ليلى", lastName: "الحداد", phone: "+16615550151", language: "Arabic" },
    joined: -150,
    terms: [unlimited(-150, 214)],
    perWeek: 1,
    seen: -4,
  },
  {
    client: { firstName: "Siobhan", lastName: "O'Malley", email: "siobhan.omalley@example.org" },
    joined: -98,
    terms: [{ planCode: "student", from: -98, to: 84 }],
    perWeek: 1.1,
    seen: -37,
    notes: [{ day: -10, by: "staff", body: "Called to say she will be back after her holiday." }],
  },
  {
    client: { firstName: "Anne-Marie", lastName: "Dubois-Reyes", phone: "+16615550152" },
    joined: -61,
    terms: [{ planCode: "10_hours", from: -61, to: -32 }],
    perWeek: 0.7,
    seen: -33,
  },
  {
    client: { firstName: "Priya", lastName: "Raman", uciNumber: "6981475", language: "English" },
    joined: -260,
    terms: [unlimited(-250, 114), { planCode: "20_hours", from: -8, to: 22 }],
    perWeek: 2.6,
    seen: -1,
    tags: ["Tournament team", "Streaming class"],
    notes: [{ day: -8, by: "admin", body: "Bought 20 hours on top for the streaming class." }],
  },
  {
    client: {
      firstName: "Walter",
      lastName: "Lindqvist",
      uciNumber: "0260518",
      serviceCoordinator: "Dmitri Hollister",
    },
    joined: -140,
    pos: { from: -135, to: 229 },
    perWeek: 1,
    seen: -3,
    notes: [{ day: -21, by: "admin", body: "Has a POS but no membership yet." }],
  },
  {
    client: { firstName: "Grace", lastName: "Kim", email: "grace.kim@example.com", uciNumber: "7006252" },
    joined: -360,
    terms: [unlimited(-357, 7), unlimited(8, 372)],
    perWeek: 1.7,
    seen: -2,
    smsBy: "Grace Kim",
    notes: [{ day: -1, by: "staff", body: "Renewal is in: the new year follows the old one directly." }],
  },
]
