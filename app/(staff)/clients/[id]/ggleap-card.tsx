import { Card, CardContent, CardHeader } from "@/components/ui/card"
import type { linkOf } from "@/lib/ggleap/list"
import { findGgleapUsersAction, linkClientAction, unlinkClientAction } from "../../admin/ggleap/actions"
import { UnlinkButton } from "../../admin/ggleap/unlink-button"
import { Moment } from "../../moment"
import { LinkGgleap } from "./link-ggleap"

type GgleapCardProps = { clientId: string; name: string; link: Awaited<ReturnType<typeof linkOf>> }

/** Which ggLeap user the client is. */
export function GgleapCard({ clientId, name, link }: GgleapCardProps) {
  const action = link ? (
    <UnlinkButton
      clientId={clientId}
      name={name}
      ggleapName={link.ggleapName}
      unlink={unlinkClientAction}
      link={linkClientAction}
    />
  ) : (
    <LinkGgleap clientId={clientId} name={name} find={findGgleapUsersAction} link={linkClientAction} />
  )
  return (
    <Card>
      <CardHeader title="ggLeap" actions={action} />
      <CardContent className="text-sm [overflow-wrap:anywhere]">
        {link ? (
          <>
            <p>
              Linked to <bdi className="font-medium">{link.ggleapName}</bdi>
              {link.placedAt && (
                <span className="text-muted-foreground">
                  {" "}
                  · placed <Moment at={link.placedAt} />
                </span>
              )}
            </p>
            {link.problem && <p className="text-destructive">{link.problem}</p>}
          </>
        ) : (
          <p className="text-muted-foreground">Not linked. ggLeap is left alone.</p>
        )}
      </CardContent>
    </Card>
  )
}
