import type { ComponentProps } from "react"
import { MessagePage } from "@/components/app-frame/message-page"
import { PlainIcon, type Strokes } from "@/components/ui/plain-icon"

type Look = Pick<ComponentProps<typeof PlainIcon>, "className">

const strokes: Strokes = [
  ["rect", { width: "18", height: "11", x: "3", y: "11", rx: "2", ry: "2" }],
  ["path", { d: "M7 11V7a5 5 0 0 1 10 0v4" }],
]
const Lock = (props: Look) => <PlainIcon strokes={strokes} {...props} />

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
