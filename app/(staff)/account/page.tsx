import { Alert } from "@/components/ui/alert"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { listOwnSessions } from "@/lib/users/own-sessions"
import { hasPin } from "@/lib/users/pin"
import { secondFactor } from "@/lib/users/second-factor"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { chooseThemeAction } from "../actions"
import { PageHeader } from "../page-header"
import { changePasswordAction, removePinAction, setPinAction } from "./actions"
import { ChangePasswordForm } from "./change-password-form"
import { KioskPinCard } from "./kiosk-pin-card"
import { SecondFactorCard } from "./second-factor-card"
import { SessionsCard } from "./sessions-card"
import { ThemeChoice } from "./theme-choice"

export const metadata = { title: "Your account" }

export default async function AccountPage() {
  const { name, email, theme, mustAddCode } = await requireUser("/account")
  const [factor, sessions, pin] = await Promise.all([
    read(secondFactor, {}),
    read(listOwnSessions, {}),
    read(hasPin, {}),
  ])
  return (
    <div className="grid max-w-[560px] gap-6">
      <div>
        <PageHeader title="Your account" />
        <p className="-mt-2 text-muted-foreground [overflow-wrap:anywhere]">
          <bdi>{name}</bdi>, {email}
        </p>
      </div>
      {mustAddCode && (
        <Alert title="One thing first: please set up a second factor.">
          Admins of this center sign in with a code from their phone, too. It takes two minutes, and then
          everything is open to you again.
        </Alert>
      )}
      <SecondFactorCard email={email} factor={factor} />
      <Card>
        <CardHeader title="Change password" />
        <CardContent>
          <ChangePasswordForm email={email} change={changePasswordAction} />
        </CardContent>
      </Card>
      <KioskPinCard has={pin} actions={{ set: setPinAction, remove: removePinAction }} />
      <SessionsCard sessions={sessions} />
      <Card>
        <CardHeader title="Theme" />
        <CardContent>
          <ThemeChoice theme={theme} choose={chooseThemeAction} />
        </CardContent>
      </Card>
    </div>
  )
}
