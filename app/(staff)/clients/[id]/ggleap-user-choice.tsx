"use client"
import { useState } from "react"
import { Button } from "@/components/ui/button"
import type { FoundUser } from "@/lib/ggleap/list"

type GgleapUserChoiceProps = {
  users: FoundUser[]
  more: boolean
  pending: boolean
  confirm: (user: FoundUser) => void
}

/** The users that were found; one who is linked to somebody else cannot be chosen. */
export function GgleapUserChoice({ users, more, pending, confirm }: GgleapUserChoiceProps) {
  const [chosen, setChosen] = useState<FoundUser | null>(null)
  if (users.length === 0)
    return <p className="text-muted-foreground">No ggLeap user has this in the name or e-mail.</p>
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-medium text-sm">Who is it?</legend>
      <div className="grid max-h-72 gap-1 overflow-y-auto">
        {users.map((user) => (
          <label key={user.id} className="target flex items-center gap-3 rounded-lg px-2 hover:bg-muted">
            <input
              type="radio"
              name="ggleapUserId"
              value={user.id}
              disabled={user.linked}
              onChange={() => setChosen(user)}
              className="size-4 shrink-0 accent-primary"
            />
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <bdi>{user.name}</bdi>
              <span className="block text-muted-foreground text-sm">
                {user.linked ? "Linked to another client" : (user.email ?? "No e-mail")}
              </span>
            </span>
          </label>
        ))}
      </div>
      {more && <p className="text-muted-foreground text-sm">There are more. Type more of the name.</p>}
      <div className="flex justify-end">
        <Button
          disabled={!chosen}
          loading={pending}
          onClick={() => chosen && confirm(chosen)}
          className="max-w-full"
        >
          <span className="truncate">{chosen ? `Link to ${chosen.name}` : "Link"}</span>
        </Button>
      </div>
    </fieldset>
  )
}
