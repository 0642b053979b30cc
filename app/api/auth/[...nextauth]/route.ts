import NextAuth from "next-auth"
import { authOptions } from "@/lib/web/auth"
import { ownHost } from "@/lib/web/kiosk-host"

const handler = ownHost((request, context: unknown) => NextAuth(authOptions())(request, context))

export { handler as GET, handler as POST }
