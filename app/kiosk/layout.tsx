import type { Metadata, Viewport } from "next"
import type { ReactNode } from "react"
import { Sprite } from "./sprite"
import "./kiosk.css"

export const metadata: Metadata = {
  title: "Check in",
  manifest: "/kiosk/manifest.webmanifest",
  icons: { icon: "/icon.svg", apple: "/kiosk/apple-touch-icon.png" },
  appleWebApp: { capable: true, title: "Check in", statusBarStyle: "default" },
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0b0d" },
  ],
}

export default function KioskLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <Sprite />
      {children}
    </>
  )
}
