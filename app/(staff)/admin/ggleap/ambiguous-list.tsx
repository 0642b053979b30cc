import Link from "next/link"
import { count } from "@/lib/core/format"
import type { EmailMatches } from "@/lib/ggleap/matches"

/** The addresses of which nobody can tell who is who; such clients are linked on their page. */
export function AmbiguousList({ found: { ambiguous, totalAmbiguous } }: { found: EmailMatches }) {
  if (ambiguous.length === 0) return null
  return (
    <details className="text-sm">
      <summary className="link target inline-flex cursor-pointer items-center">
        {count(totalAmbiguous, "e-mail")} not clear: several have {totalAmbiguous === 1 ? "it" : "them"}, or
        it is only a further contact
      </summary>
      <p className="text-muted-foreground">
        Nothing is guessed. Open the client and choose the ggLeap user by hand.
        {totalAmbiguous > ambiguous.length && ` The first ${ambiguous.length} are shown.`}
      </p>
      <ul aria-label="E-mails that are not clear" className="mt-2 grid gap-2">
        {ambiguous.map(({ email, clients, users }) => (
          <li key={email} className="[overflow-wrap:anywhere]">
            <span className="block text-muted-foreground">{email}</span>
            {clients.map(({ clientId, name }, index) => (
              <span key={clientId}>
                {index > 0 && ", "}
                <Link href={`/clients/${clientId}`} prefetch={false} className="link">
                  <bdi>{name}</bdi>
                </Link>
              </span>
            ))}{" "}
            – in ggLeap: {users.map(({ name }) => name).join(", ")}
          </li>
        ))}
      </ul>
    </details>
  )
}
