/** A value of each field of a client, and another one to change it to. */
export const fieldsOfAClient = {
  first_name: ["Rosalind", "Rosamund"],
  last_name: ["Quillfeather", "Quillfeather-Okonkwo"],
  email: ["rosalind@quill.example", "rosamund@quill.example"],
  phone: ["+16615550187", "+16615550188"],
  date_of_birth: ["1999-02-28", "2000-02-29"],
  parent_guardian_name: ["Philippa Quillfeather", "Peregrine Quillfeather"],
  uci_number: ["0071234", "0071235"],
  service_coordinator: ["Thaddeus Coordinator", "Theodora Coordinator"],
  pos_start_date: ["2026-01-01", "2026-02-01"],
  pos_end_date: ["2026-12-31", "2027-01-31"],
  language: ["Portuguese", "Vietnamese"],
  notes: ["Prefers the corner seat.\nBrings a cushion.", "Prefers the window seat."],
} as const

export type FieldName = keyof typeof fieldsOfAClient

const entries = Object.entries(fieldsOfAClient)

export const wholeClient = Object.fromEntries(entries.map(([name, [value]]) => [name, value]))
export const changedClient = Object.fromEntries(entries.map(([name, [, value]]) => [name, value]))

/** The fields that may be empty. */
export const optionalFields = Object.keys(fieldsOfAClient).filter(
  (name) => !["first_name", "last_name"].includes(name),
)
