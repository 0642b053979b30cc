import { CopyButton } from "./copy-button"
import { Field } from "./field"
import { Input } from "./input"

/** What is shown this once, to be copied; `what` is it in one word, such as `key`. */
export function ShownOnce(props: { what: string; label: string; help?: string; value: string }) {
  const { what, label, help, value } = props
  return (
    <div className="grid gap-4">
      <Field name={what} label={label} help={help}>
        <Input
          readOnly
          value={value}
          className="font-mono"
          onFocus={(event) => event.currentTarget.select()}
        />
      </Field>
      <div>
        <CopyButton
          text={value}
          done={`The ${what} is copied.`}
          otherwise={`Select the ${what} and copy it.`}
        >
          Copy {what}
        </CopyButton>
      </div>
    </div>
  )
}
