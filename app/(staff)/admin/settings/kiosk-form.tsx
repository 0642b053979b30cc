"use client"
import { CheckboxField } from "@/components/ui/checkbox"
import { Field, FieldError, Fieldset } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import { expiredPolicies, waysIn } from "@/lib/settings/words"
import { type FormProps, SettingForm } from "./setting-form"

type Way = keyof typeof waysIn
const ways = Object.keys(waysIn) as Way[]

type Names = "kioskExpiredClients" | "kioskSuccessSeconds" | "kioskIdleSeconds" | "kioskWaysIn"

export function KioskForm(props: FormProps<Names>) {
  return (
    <SettingForm {...props} label="Kiosk" read={readKiosk}>
      {(values, errorOf) => (
        <>
          <Field
            name="kioskExpiredClients"
            label="Clients whose coverage has ended"
            error={errorOf("kioskExpiredClients")}
          >
            <Select defaultValue={values.kioskExpiredClients}>
              {Object.entries(expiredPolicies).map(([policy, words]) => (
                <option key={policy} value={policy}>
                  {words}
                </option>
              ))}
            </Select>
          </Field>
          <Fieldset legend="Ways in" help="How visitors say who they are.">
            {ways.map((way) => (
              <CheckboxField
                key={way}
                name={`kioskWaysIn.${way}`}
                label={waysIn[way]}
                defaultChecked={values.kioskWaysIn.includes(way)}
              />
            ))}
            {errorOf("kioskWaysIn") && (
              <FieldError id="kioskWaysIn-error">{errorOf("kioskWaysIn")}</FieldError>
            )}
          </Fieldset>
          <Field
            name="kioskSuccessSeconds"
            label="Seconds that “You are checked in” stays"
            help="0 to 60. With 0 it stays until it is touched."
            error={errorOf("kioskSuccessSeconds")}
          >
            <Input inputMode="numeric" defaultValue={values.kioskSuccessSeconds} className="sm:w-40" />
          </Field>
          <Field
            name="kioskIdleSeconds"
            label="Seconds until “Are you still there?”"
            help="15 to 600."
            error={errorOf("kioskIdleSeconds")}
          >
            <Input inputMode="numeric" defaultValue={values.kioskIdleSeconds} className="sm:w-40" />
          </Field>
        </>
      )}
    </SettingForm>
  )
}

const readKiosk = (fields: Record<string, string>) => ({
  kioskExpiredClients: fields.kioskExpiredClients,
  kioskSuccessSeconds: fields.kioskSuccessSeconds,
  kioskIdleSeconds: fields.kioskIdleSeconds,
  kioskWaysIn: ways.filter((way) => fields[`kioskWaysIn.${way}`]),
})
