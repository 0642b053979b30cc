import { demoEmails } from "../../lib/doctor/demo-accounts"

/** Who can sign in to the sample centre. Everybody may know these passwords: it is never for production. */
export const demoAccounts = [
  { name: "Alex Rivera", email: demoEmails[0], password: "sunny-desk-morning-42", role: "admin" },
  { name: "Sam Whitlock", email: demoEmails[1], password: "green-chair-evening-17", role: "staff" },
] as const

export const coordinators = [
  "Renee Castellanos",
  "Dmitri Hollister",
  "Amara Whitfield",
  "Joaquin Beltran",
  "Harpreet Saini",
] as const

type Community = {
  /** How many of the crowd. */
  people: number
  language: string
  /** The share that speaks it at the desk; the others speak English. */
  speaking: number
  firstNames: string[]
  lastNames: string[]
}

const words = (list: string) => list.trim().split(/\s+/)

/** First and last names are combined in step, so the lengths of the two lists should have no common divisor. */
export const communities: Community[] = [
  {
    people: 78,
    language: "English",
    speaking: 1,
    firstNames:
      words(`Aaron Abigail Adrian Alyssa Andre Bailey Brandon Brianna Caleb Cameron Chloe Cody Dakota
      Damon Destiny Devin Elijah Emma Ethan Faith Gavin Hailey Hunter Isaac Jada Jasmine Jordan Kayla Kendra Logan
      Mason Megan Miles Naomi Nathan Olivia Owen Paige Quentin Riley Ruth`),
    lastNames:
      words(`Abbott Baxter Brooks Callahan Coleman Dawson Ellison Fletcher Gaines Hargrove Holloway Ingram
      Jennings Kimball Langston Maddox Mercer Norwood Osborne Pickett Prescott Quigley Ramsey Sheffield Stokes
      Tillman Underwood Vickers Wendell Yates`),
  },
  {
    people: 66,
    language: "Spanish",
    speaking: 0.45,
    firstNames:
      words(`Alejandra Andrés Camila Carlos Daniela Diego Elena Esteban Fernanda Gabriel Gloria Héctor
      Isabel Iván Javier Jimena Leticia Lorenzo Marisol Miguel Natalia Óscar Paloma Rafael Rocío Sergio Valeria
      Ximena Yesenia`),
    lastNames:
      words(`Aguilar Barrera Cárdenas Cisneros Delgado Domínguez Escobar Fuentes Galindo Guerrero Ibarra
      Jiménez Lozano Maldonado Montoya Núñez Ochoa Padilla Quintero Rosales Salgado Treviño Valdez Zamora`),
  },
  {
    people: 21,
    language: "Punjabi",
    speaking: 0.4,
    firstNames: words("Amrit Baljit Gurleen Harman Jasleen Kiran Manpreet Navdeep Parveen Simran Tarun"),
    lastNames: words("Bains Brar Dhaliwal Gill Grewal Mann Sandhu Sidhu"),
  },
  {
    people: 20,
    language: "Tagalog",
    speaking: 0.35,
    firstNames: words("Analyn Benjie Cristina Danilo Dalisay Jericho Ligaya Marvin Mayumi Rizalyn Rodel"),
    lastNames: words("Bautista Dimaculangan Evangelista Lacson Macaraeg Pangilinan Santiago Villanueva"),
  },
]

export const guardianFirstNames = ["Angela", "Luis", "Robert", "Teresa", "Vanessa"] as const

export const tagNames = [
  "Minecraft club",
  "Needs quiet room",
  "Tournament team",
  "Friday group",
  "Streaming class",
  "Uses headphones",
] as const

export const clientNotes = [
  "Prefers a seat at the end of a row.",
  "Comes with a job coach on Tuesdays.",
  "Please speak slowly and wait for the answer.",
  "Favourite games: Rocket League, Minecraft.",
  "Picked up by bus at the side entrance.",
  "Likes to be greeted by name.",
  "Bring the left-handed mouse.",
  "Guardian asks for a call when a visit is longer than 3 hours.",
  "Needs room for a wheelchair.\nPC-03 and PC-04 fit well.",
] as const
