import { SearchX } from "lucide-react"
import { MessagePage } from "@/components/app-frame/message-page"

export default function NotFound() {
  return (
    <>
      <title>Not found · BEC CRM</title>
      <MessagePage icon={SearchX} title="There is nothing here">
        The address may be mistyped, or what was here has been deleted.
      </MessagePage>
    </>
  )
}
