import { CopyButton } from "@/components/ui/copy-button"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"

/** A secret, which is seen this once. */
export function NewSecret({ value }: { value: string }) {
  return (
    <div className="grid gap-4">
      <Field
        name="secret"
        label="Its secret"
        help="It is shown once. The other program checks with it that a message came from here."
      >
        <Input
          readOnly
          value={value}
          className="font-mono"
          onFocus={(event) => event.currentTarget.select()}
        />
      </Field>
      <div>
        <CopyButton text={value} done="The secret is copied." otherwise="Select the secret and copy it.">
          Copy secret
        </CopyButton>
      </div>
    </div>
  )
}
