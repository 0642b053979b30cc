"use client"
import { SignInForm } from "@/components/sign-in/sign-in-form"

export function LoginForm({ after }: { after: string }) {
  return <SignInForm done={() => location.assign(after)} />
}
