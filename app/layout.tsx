import type { Metadata, Viewport } from "next"
import { headers } from "next/headers"
import type { ReactNode } from "react"
import { currentUser } from "@/lib/web/session"
import "./globals.css"

export const metadata: Metadata = {
  title: { default: "BEC CRM", template: "%s · BEC CRM" },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is made for one request: the script nonce is in its headers.
  await headers()
  // The page inside says what is wrong; it needs no more of the user than that it can be shown.
  const user = await currentUser().catch(() => null)
  return (
    <html lang="en" data-theme={user?.theme ?? "system"}>
      <body>{children}</body>
    </html>
  )
}
