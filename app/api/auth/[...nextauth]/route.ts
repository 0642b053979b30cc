import { randomUUID } from "node:crypto"
import NextAuth from "next-auth"
import { problem, problemOf } from "@/lib/web/api/problem"
import { authOptions } from "@/lib/web/auth"
import { isUsed, withSmallBody } from "@/lib/web/auth-request"
import { ownHost } from "@/lib/web/kiosk-host"

const handler = ownHost(async (request, context: unknown) => {
  if (!isUsed(request)) return problem(404, "There is nothing at this address.")
  try {
    return await NextAuth(authOptions())(await withSmallBody(request), context)
  } catch (error) {
    return problemOf(error, randomUUID())
  }
})

export { handler as GET, handler as POST }
