"use client"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { Alert } from "@/components/ui/alert"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { toast } from "@/components/ui/toast"
import { count } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"
import type { EmailMatches, Match } from "@/lib/ggleap/matches"
import { AmbiguousList } from "./ambiguous-list"
import { LinkAll } from "./link-all"
import type { Unlink } from "./unlink-button"

type Pairs = { links: { clientId: string; ggleapUserId: string }[] }

type MatchesCardProps = {
  find: (input: Record<never, never>) => Promise<Outcome<EmailMatches>>
  link: (input: Pairs) => Promise<Outcome<{ linked: number; leftOut: number }>>
  unlink: Unlink
}

/** Who could be whom, by e-mail. Nobody is linked until somebody says so. */
export function MatchesCard({ find, link, unlink }: MatchesCardProps) {
  const [found, setFound] = useState<EmailMatches | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { pending, run } = useAction()
  const linking = useAction()
  const look = () => {
    setProblem(null)
    run(
      () => find({}),
      setFound,
      ({ message }) => setProblem(message),
    )
  }
  const undo = ({ clientId, name }: Match) =>
    linking.run(
      () => unlink({ clientId }),
      () => toast.info(`${name} is not linked any more.`),
    )
  const confirm = (matches: Match[]) =>
    linking.run(
      () => link({ links: matches.map(({ clientId, user }) => ({ clientId, ggleapUserId: user.id })) }),
      ({ linked, leftOut }) => {
        const [only] = matches
        const action =
          only && matches.length === 1 && linked === 1
            ? { label: "Undo", onClick: () => undo(only) }
            : undefined
        const left = leftOut > 0 ? ` ${leftOut} left out: no match any more.` : ""
        toast.success(`${count(linked, "client")} linked.${left}`, { action })
        look()
      },
    )
  return (
    <Card>
      <CardHeader
        title="Link by e-mail"
        description="Clients whose e-mail one ggLeap user has, too."
        actions={
          <Button variant="outline" size="sm" loading={pending} onClick={look}>
            {found ? "Look again" : "Find matches"}
          </Button>
        }
      />
      <CardContent className="grid gap-4" aria-live="polite">
        {problem && <Alert tone="error" role="alert" title={problem} />}
        {found ? (
          <>
            <Matches found={found} busy={linking.pending} confirm={confirm} />
            <AmbiguousList found={found} />
          </>
        ) : (
          <p className="text-muted-foreground text-sm">Nobody is linked until you confirm it.</p>
        )}
      </CardContent>
    </Card>
  )
}

type MatchesProps = { found: EmailMatches; busy: boolean; confirm: (matches: Match[]) => void }

function Matches({ found: { matches, total }, busy, confirm }: MatchesProps) {
  if (matches.length === 0) return <p className="text-sm">No e-mail fits one client and one user.</p>
  return (
    <>
      <p className="tabular">
        <strong>{count(total, "client")} could be linked</strong>
        {total > matches.length && `, of which the first ${matches.length} are shown`}
      </p>
      <ul aria-label="Matches" className="grid divide-y rounded-lg border">
        {matches.map((match) => (
          <li key={match.clientId} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm">
            <span className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
              <bdi className="font-medium">{match.name}</bdi> is <bdi>{match.user.name}</bdi>
              <span className="block text-muted-foreground">{match.email}</span>
            </span>
            <Button variant="outline" size="sm" loading={busy} onClick={() => confirm([match])}>
              Link<span className="sr-only"> {match.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      {matches.length > 1 && <LinkAll number={matches.length} busy={busy} act={() => confirm(matches)} />}
    </>
  )
}
