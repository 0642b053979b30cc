import { Lock } from "lucide-react"
import { MessagePage } from "@/components/app-frame/message-page"

export default function Forbidden() {
  return (
    <>
      <title>Not allowed · BEC CRM</title>
      <MessagePage icon={Lock} title="This page is for admins">
        Ask an admin if you need something from it.
      </MessagePage>
    </>
  )
}
