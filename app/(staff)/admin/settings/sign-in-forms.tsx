"use client"
import { CheckboxField } from "@/components/ui/checkbox"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { settingLabels } from "@/lib/settings/words"
import { type FormProps, SettingForm } from "./setting-form"

export function IdleForm(props: FormProps<"idleLimitMinutes">) {
  return (
    <SettingForm
      {...props}
      label={settingLabels.idleLimitMinutes}
      read={({ idleLimitMinutes = "" }) => ({ idleLimitMinutes })}
    >
      {({ idleLimitMinutes }, errorOf) => (
        <Field
          name="idleLimitMinutes"
          label={`${settingLabels.idleLimitMinutes} in minutes`}
          help="After so long without activity a user signs in again. 5 to 720 minutes."
          error={errorOf("idleLimitMinutes")}
        >
          <Input inputMode="numeric" defaultValue={idleLimitMinutes} autoComplete="off" className="sm:w-40" />
        </Field>
      )}
    </SettingForm>
  )
}

export function SecondFactorForm(props: FormProps<"adminsNeedCode">) {
  return (
    <SettingForm
      {...props}
      label={settingLabels.adminsNeedCode}
      read={({ adminsNeedCode }) => ({ adminsNeedCode: adminsNeedCode === "on" })}
    >
      {({ adminsNeedCode }, errorOf) => (
        <CheckboxField
          name="adminsNeedCode"
          label={settingLabels.adminsNeedCode}
          help="Besides the password, admins enter a code from an app on their phone. An admin without one sees only their own account until it is set up there."
          error={errorOf("adminsNeedCode")}
          defaultChecked={adminsNeedCode}
        />
      )}
    </SettingForm>
  )
}
