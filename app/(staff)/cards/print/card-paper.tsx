import { CardFace, type CardToPrint } from "./card-face"
import { type Size, sizes } from "./sizes"

type CardPaperProps = { cards: CardToPrint[]; centerName: string; size: Size }

/** The cards as they come out of the printer; on the screen one beside the other, in their real size. */
export function CardPaper({ cards, centerName, size }: CardPaperProps) {
  const face = (card: CardToPrint) => <CardFace card={card} centerName={centerName} size={size} />
  return (
    <>
      {/* Later than the style sheet's own, so it counts. Without a margin the browser writes no address on the paper. */}
      <style>{`@page { size: ${sizes[size].page}; margin: 0 }`}</style>
      {size === "label" ? (
        <ul className={`${onScreen} print:block`}>
          {cards.map((card) => (
            <li key={card.clientId} className={`${ofOne} h-[1.125in] print:not-last:break-after-page`}>
              {face(card)}
            </li>
          ))}
        </ul>
      ) : (
        <div className="grid gap-4 print:block">
          {sheetsOf(cards).map((sheet) => (
            <ul key={sheet[0]?.clientId} className={`${onScreen} ${onSheet}`}>
              {sheet.map((card) => (
                <li key={card.clientId} className={`${ofOne} h-[2in]`}>
                  {face(card)}
                </li>
              ))}
              <CutMarks />
            </ul>
          ))}
        </div>
      )}
    </>
  )
}

const onScreen = "grid grid-cols-[minmax(0,3.5in)] gap-4 sm:grid-cols-[repeat(auto-fill,3.5in)]"
const ofOne = "overflow-hidden rounded-lg border print:rounded-none print:border-0"

/** Business-card paper: 2 by 5 cards without gaps, half an inch from the top, three quarters from the left. */
const onSheet = [
  "print:relative print:h-[11in] print:w-[8.5in] print:content-start print:gap-0 print:px-[0.75in] print:pt-[0.5in]",
  "print:grid-cols-[3.5in_3.5in] print:not-last:break-after-page",
].join(" ")

const PER_SHEET = 10

const sheetsOf = (cards: CardToPrint[]): CardToPrint[][] =>
  Array.from({ length: Math.ceil(cards.length / PER_SHEET) }, (_, sheet) =>
    cards.slice(sheet * PER_SHEET, (sheet + 1) * PER_SHEET),
  )

const edges = { x: [0.75, 4.25, 7.75], y: [0.5, 2.5, 4.5, 6.5, 8.5, 10.5] }
const marks = [
  ...edges.x.map((x) => `M${x} .25v.2M${x} 10.55v.2`),
  ...edges.y.map((y) => `M.5 ${y}h.2M7.8 ${y}h.2`),
].join("")

/** Outside the cards, for plain paper and a cutter; in inches. */
function CutMarks() {
  return (
    <li aria-hidden className="pointer-events-none absolute inset-0 hidden print:block">
      <svg aria-hidden viewBox="0 0 8.5 11" className="size-full">
        <path d={marks} stroke="black" strokeWidth="0.004" fill="none" />
      </svg>
    </li>
  )
}
