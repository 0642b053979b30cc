import { cn } from "@/components/ui/cn"
import { QrPicture } from "@/components/ui/qr-picture"
import { codeInGroups } from "@/lib/cards/words"
import { qrCode } from "@/lib/core/qr"
import type { Size } from "./sizes"

export type CardToPrint = {
  clientId: string
  firstName: string
  initial: string
  token: string
  code: string
}

type CardFaceProps = { card: CardToPrint; centerName: string; size: Size }

/** What stands on a card: enough for its owner to know it, and nothing for who finds it. */
export function CardFace({ card, centerName, size }: CardFaceProps) {
  const { firstName, initial, token, code } = card
  const name = `${firstName} ${initial}.`
  const small = size === "label"
  return (
    <div
      className={cn(
        "flex h-full items-center overflow-hidden bg-white text-black",
        small ? "gap-[0.08in] pr-[0.1in]" : "gap-[0.06in] py-[0.15in] pr-[0.16in] pl-[0.06in]",
      )}
    >
      <QrPicture
        {...qrCode(token)}
        label={`QR code of ${name}`}
        className={cn("shrink-0 rounded-none border-0", small ? "size-[1.125in]" : "size-[1.5in]")}
      />
      <div className="min-w-0 flex-1 leading-tight [overflow-wrap:anywhere]">
        <p className={small ? "truncate text-[7pt]" : "line-clamp-2 text-[8pt]"}>{centerName}</p>
        <p
          className={cn(
            "font-semibold",
            small ? "line-clamp-2 text-[12pt]" : "mt-[0.05in] line-clamp-3 text-[14pt]",
          )}
        >
          <bdi>{name}</bdi>
        </p>
        <p className={cn("tabular whitespace-nowrap", small ? "text-[12pt]" : "my-[0.05in] text-[14pt]")}>
          {codeInGroups(code)}
        </p>
        <p className={small ? "text-[6.5pt]" : "text-[7.5pt]"}>
          Show this card at the tablet.
          <span lang="es" className="block">
            Muestra esta tarjeta en la tableta.
          </span>
        </p>
      </div>
    </div>
  )
}
