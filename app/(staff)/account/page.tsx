import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { requireUser } from "@/lib/web/session"
import { PageHeader } from "../page-header"
import { changePasswordAction } from "./actions"
import { ChangePasswordForm } from "./change-password-form"

export const metadata = { title: "Your account" }

export default async function AccountPage() {
  const { name, email } = await requireUser("/account")
  return (
    <div className="max-w-[560px]">
      <PageHeader title="Your account" />
      <Card>
        <CardHeader title="Change password" description={`${name}, ${email}`} />
        <CardContent>
          <ChangePasswordForm email={email} change={changePasswordAction} />
        </CardContent>
      </Card>
    </div>
  )
}
