"use client"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { settingLabels } from "@/lib/settings/words"
import { type FormProps, SettingForm } from "./setting-form"

const names = ["ggleapCoveredGroup", "ggleapUncoveredGroup"] as const

/** The groups of ggLeap, by the names they have there. */
export function GgleapForm(props: FormProps<(typeof names)[number]>) {
  return (
    <SettingForm
      {...props}
      label="ggLeap groups"
      read={({ ggleapCoveredGroup = "", ggleapUncoveredGroup = "" }) => ({
        ggleapCoveredGroup,
        ggleapUncoveredGroup,
      })}
    >
      {(values, errorOf) =>
        names.map((name) => (
          <Field key={name} name={name} label={settingLabels[name]} error={errorOf(name)}>
            <Input defaultValue={values[name]} maxLength={100} autoComplete="off" />
          </Field>
        ))
      }
    </SettingForm>
  )
}
