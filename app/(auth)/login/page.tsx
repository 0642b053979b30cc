import { redirect } from "next/navigation"
import { currentUser } from "@/lib/web/session"
import { LoginForm } from "./login-form"

export const metadata = { title: "Sign in" }

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>
}) {
  const { next } = await searchParams
  const after = typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/"
  if (await currentUser()) redirect(after)
  return (
    <>
      <h1 className="mb-4 font-semibold text-2xl leading-8">Sign in</h1>
      <LoginForm after={after} />
    </>
  )
}
