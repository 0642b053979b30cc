import type { ComponentProps } from "react"
import { MessagePage } from "@/components/app-frame/message-page"
import { PlainIcon, type Strokes } from "@/components/ui/plain-icon"

type Look = Pick<ComponentProps<typeof PlainIcon>, "className">

const strokes: Strokes = [
  ["path", { d: "m13.5 8.5-5 5" }],
  ["path", { d: "m8.5 8.5 5 5" }],
  ["circle", { cx: "11", cy: "11", r: "8" }],
  ["path", { d: "m21 21-4.3-4.3" }],
]
const SearchX = (props: Look) => <PlainIcon strokes={strokes} {...props} />

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
