/** What cards are printed on. `page` is its size as CSS has it; nothing but the cards decides the margins. */
export const sizes = {
  sheet: {
    label: "Sheets of 10",
    page: "letter",
    paper: "Letter paper, 10 cards of 3.5 × 2 in, as on Avery 5371",
  },
  label: {
    label: "Labels",
    page: "3.5in 1.125in",
    paper: "Labels of 3.5 × 1.125 in, such as DYMO 30252",
  },
}

export type Size = keyof typeof sizes

export const sizeNames = Object.keys(sizes) as Size[]

export const sizeOf = (text: string | undefined): Size => sizeNames.find((known) => known === text) ?? "sheet"
