import { ShieldCheck, ShieldOff } from "lucide-react"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { Pill } from "@/components/ui/pill"
import { dateIn } from "@/lib/core/clock"
import { count, formatDate } from "@/lib/core/format"
import { env } from "@/lib/env"
import {
  confirmSecondFactorAction,
  makeRecoveryCodesAction,
  offerSecondFactorAction,
  removeSecondFactorAction,
} from "./actions"
import { SecondFactorButtons } from "./second-factor-buttons"

type Factor = { onSince: Date | null; codesLeft: number; required: boolean }

/** Whether a code is asked for after the password, and everything about it. */
export function SecondFactorCard({ email, factor }: { email: string; factor: Factor }) {
  const { onSince, codesLeft, required } = factor
  return (
    <Card>
      <CardHeader
        title="Second factor"
        description="After your password, signing in asks for a code from an app on your phone."
      />
      <CardContent className="grid gap-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {onSince ? (
            <Pill icon={ShieldCheck} tone="success">
              On
            </Pill>
          ) : (
            <Pill icon={ShieldOff}>Off</Pill>
          )}
          {onSince && (
            <span>
              since {formatDate(dateIn(onSince, env().CENTER_TIME_ZONE))} · {leftInWords(codesLeft)}
            </span>
          )}
        </div>
        <SecondFactorButtons
          email={email}
          on={onSince !== null}
          required={required}
          actions={{
            offer: offerSecondFactorAction,
            confirm: confirmSecondFactorAction,
            renew: makeRecoveryCodesAction,
            remove: removeSecondFactorAction,
          }}
        />
      </CardContent>
    </Card>
  )
}

function leftInWords(codes: number): string {
  if (codes === 0) return "no recovery codes left: make new ones"
  return `${count(codes, "recovery code")} left`
}
