import { forbidden } from "next/navigation"

/** What the middleware shows instead of a page that is not for this user. */
export default function ForbiddenPage() {
  forbidden()
}
