"use client"
import { Printer } from "lucide-react"
import Link from "next/link"
import { useRouter } from "next/navigation"
import { useAction } from "@/components/forms/use-action"
import { useKeptFocus } from "@/components/forms/use-kept-focus"
import { Button, buttonVariants } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { codeInGroups } from "@/lib/cards/words"
import type { Outcome } from "@/lib/core/outcome"
import { type CardActions, CardMenu } from "./card-menu"

type MemberCardProps = {
  clientId: string
  name: string
  /** `made`: the day, in words. */
  card: { code: string; made: string } | null
  actions: CardActions & { issue: (input: { clientIds: string[] }) => Promise<Outcome<unknown>> }
}

/** The card with which the client says at the tablet who they are. */
export function MemberCard({ clientId, name, card, actions }: MemberCardProps) {
  const paper = `/cards/print?clients=${clientId}`
  useKeptFocus(card !== null)
  return (
    <Card>
      <CardHeader
        title="Member card"
        actions={
          card ? (
            <>
              <Link href={paper} className={buttonVariants({ variant: "outline", size: "sm" })}>
                <Printer aria-hidden />
                Print
              </Link>
              <CardMenu clientId={clientId} name={name} actions={actions} />
            </>
          ) : (
            <FirstCard issue={() => actions.issue({ clientIds: [clientId] })} paper={paper} />
          )
        }
      />
      <CardContent className="text-sm">
        {card ? (
          <p className="flex flex-wrap items-baseline gap-x-3">
            <span className="tabular font-medium text-base">{codeInGroups(card.code)}</span>
            <span className="text-muted-foreground">Made {card.made}</span>
          </p>
        ) : (
          <p className="text-muted-foreground">None. With a card, the client checks in at the tablet.</p>
        )}
      </CardContent>
    </Card>
  )
}

function FirstCard({ issue, paper }: { issue: () => Promise<Outcome<unknown>>; paper: string }) {
  const router = useRouter()
  const { pending, run } = useAction()
  return (
    <Button
      variant="outline"
      size="sm"
      loading={pending}
      onClick={() => run(issue, () => router.push(paper))}
    >
      <Printer aria-hidden />
      Print card
    </Button>
  )
}
