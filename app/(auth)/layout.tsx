import type { ReactNode } from "react"
import { Wordmark } from "@/components/app-frame/wordmark"
import { Card } from "@/components/ui/card"
import { centerName } from "@/lib/web/centre"

export default async function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center gap-6 px-4 py-12">
      <div className="grid justify-items-center gap-1 text-center">
        <Wordmark className="text-2xl" />
        <p className="text-muted-foreground">{await centerName()}</p>
      </div>
      <Card className="p-6">{children}</Card>
    </main>
  )
}
