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
  const after = typeof next === "string" ? ownAddress(next) : "/"
  if (await currentUser()) redirect(after)
  return (
    <>
      <h1 className="mb-4 font-semibold text-2xl leading-8">Sign in</h1>
      <LoginForm after={after} />
    </>
  )
}

/** The page to go to after signing in, if it is one of ours: browsers read `/\t/evil.example` as another site. */
function ownAddress(next: string): string {
  const home = "http://home.invalid"
  if (!next.startsWith("/") || !URL.canParse(next, home)) return "/"
  const { origin, pathname, search } = new URL(next, home)
  return origin === home && !pathname.startsWith("//") ? pathname + search : "/"
}
