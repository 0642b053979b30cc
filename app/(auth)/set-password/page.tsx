import { openedLink } from "@/lib/web/password-link"
import { setPasswordAction } from "./actions"
import { SetPasswordForm } from "./set-password-form"

export const metadata = { title: "Set a password" }

export default async function SetPasswordPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>
}) {
  const { token } = await searchParams
  const link = typeof token === "string" && token.length <= 200 ? await openedLink(token) : null
  if (link === "too many")
    return (
      <>
        <h1 className="mb-2 font-semibold text-2xl leading-8">Please wait a few minutes</h1>
        <p>Too many links that do not work were opened from this place. Then open yours again.</p>
      </>
    )
  if (!link || typeof token !== "string")
    return (
      <>
        <h1 className="mb-2 font-semibold text-2xl leading-8">This link does not work any more</h1>
        <p>A link works once and for 24 hours. Ask an admin for a new one.</p>
      </>
    )
  return (
    <>
      <h1 className="mb-4 font-semibold text-2xl leading-8">Hello, {link.name}</h1>
      <SetPasswordForm token={token} email={link.email} setPassword={setPasswordAction} />
    </>
  )
}
