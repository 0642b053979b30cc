import { CircleUser } from "lucide-react"
import { Button } from "@/components/ui/button"
import { LateMenu } from "@/components/ui/late-menu"
import type { AccountItemsProps } from "./account-items"

const source = () => import("./account-items").then(({ AccountItems }) => AccountItems)

export function AccountMenu(props: Omit<AccountItemsProps, "children">) {
  const { name } = props.user
  return (
    <LateMenu {...props} source={source}>
      <Button variant="ghost" size="sm" aria-label={`${name}, account menu`} className="max-w-48">
        <CircleUser aria-hidden className="size-5" />
        <bdi className="hidden truncate sm:inline">{name}</bdi>
      </Button>
    </LateMenu>
  )
}
