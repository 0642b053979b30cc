import { ShownOnce } from "@/components/ui/shown-once"

/** The secret of a target, which is seen this once. */
export function NewSecret({ value }: { value: string }) {
  return (
    <ShownOnce
      what="secret"
      label="Its secret"
      help="It is shown once. The other program checks with it that a message came from here."
      value={value}
    />
  )
}
