import { Badge } from "@/components/ui/badge"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { Time } from "@/components/ui/time"
import { formatExactly, formatMomentAndTime } from "@/lib/core/format-moment"
import { env } from "@/lib/env"
import { endOtherSessionsAction, endOwnSessionAction } from "./actions"
import { EndOtherSessions, EndSession } from "./end-session"

type Session = { id: string; device: string; createdAt: Date; lastSeenAt: Date; present: boolean }

/** Where one is signed in, and a way out of each. */
export function SessionsCard({ sessions }: { sessions: Session[] }) {
  const others = sessions.filter(({ present }) => !present)
  return (
    <Card>
      <CardHeader
        title="Where you are signed in"
        actions={others.length > 1 && <EndOtherSessions end={endOtherSessionsAction} />}
      />
      <CardContent>
        <ul className="grid gap-3">
          {sessions.map(({ id, device, createdAt, lastSeenAt, present }) => (
            <li key={id} className="flex min-h-11 items-center gap-3">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2 font-medium">
                  {device} {present && <Badge>This one</Badge>}
                </p>
                <p className="text-muted-foreground text-sm">
                  Since <Moment at={createdAt} />
                  {!present && (
                    <>
                      , last active <Moment at={lastSeenAt} />
                    </>
                  )}
                </p>
              </div>
              {!present && <EndSession id={id} device={device} end={endOwnSessionAction} />}
            </li>
          ))}
        </ul>
        {others.length === 0 && (
          <p className="mt-3 text-muted-foreground text-sm">You are signed in nowhere else.</p>
        )}
      </CardContent>
    </Card>
  )
}

function Moment({ at }: { at: Date }) {
  const zone = env().CENTER_TIME_ZONE
  return (
    <Time dateTime={at.toISOString()} exact={formatExactly(at, zone)}>
      {formatMomentAndTime(at, new Date(), zone).replace(/^(Today|Yesterday)/, lowerCase)}
    </Time>
  )
}

/** In the middle of a sentence. */
const lowerCase = (word: string) => word.toLowerCase()
