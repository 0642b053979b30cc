"use client"
import { useState } from "react"
import { Checkbox } from "@/components/ui/checkbox"
import { Field, FieldError, Fieldset } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { defaultSettings, type Settings, type Weekday, weekdays } from "@/lib/settings/schema"
import { settingLabels, weekdayName } from "@/lib/settings/words"
import { type FormProps, SettingForm } from "./setting-form"

export function NameForm({ fallback, ...props }: FormProps<"centerName"> & { fallback: string }) {
  return (
    <SettingForm {...props} label={settingLabels.centerName} read={({ centerName = "" }) => ({ centerName })}>
      {({ centerName }, errorOf) => (
        <Field
          name="centerName"
          label={settingLabels.centerName}
          help={`Empty: ${fallback}`}
          error={errorOf("centerName")}
        >
          <Input defaultValue={centerName ?? ""} placeholder={fallback} autoComplete="off" />
        </Field>
      )}
    </SettingForm>
  )
}

export function HoursForm(props: FormProps<"openingHours">) {
  return (
    <SettingForm {...props} label={settingLabels.openingHours} read={readWeek}>
      {({ openingHours }, errorOf) => (
        <Fieldset
          legend={settingLabels.openingHours}
          help="A closing time earlier than the opening time is after midnight."
        >
          <ul className="grid gap-3">
            {weekdays.map((day) => (
              <Day key={day} day={day} hours={openingHours[day]} errorOf={errorOf} />
            ))}
          </ul>
        </Fieldset>
      )}
    </SettingForm>
  )
}

export function ClosingForm(props: FormProps<"closingTime">) {
  return (
    <SettingForm
      {...props}
      label={settingLabels.closingTime}
      read={({ closingTime = "" }) => ({ closingTime })}
    >
      {({ closingTime }, errorOf) => (
        <Field
          name="closingTime"
          label={settingLabels.closingTime}
          help="Visits that are still open at this time end then, also on days on which the center is closed."
          error={errorOf("closingTime")}
        >
          <Input type="time" defaultValue={closingTime} className="sm:w-40" />
        </Field>
      )}
    </SettingForm>
  )
}

type DayProps = {
  day: Weekday
  hours: Settings["openingHours"][Weekday]
  errorOf: (field: string) => string | undefined
}

const usual = defaultSettings.openingHours.monday

function Day({ day, hours, errorOf }: DayProps) {
  const [open, setOpen] = useState(hours !== null)
  const name = `openingHours.${day}`
  const error = errorOf(name) ?? errorOf(`${name}.opens`) ?? errorOf(`${name}.closes`)
  const time = (part: "opens" | "closes") => (
    <Input
      type="time"
      name={`${name}.${part}`}
      aria-label={`${weekdayName(day)} ${part}`}
      aria-invalid={error ? true : undefined}
      aria-describedby={error && `${name}-error`}
      defaultValue={(hours ?? usual)?.[part]}
      className="min-w-0"
    />
  )
  return (
    <li className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-4">
        <label htmlFor={name} className="target flex w-36 items-center gap-3">
          <Checkbox
            id={name}
            name={`${name}.open`}
            checked={open}
            onChange={(event) => setOpen(event.target.checked)}
          />
          {weekdayName(day)}
        </label>
        {open ? (
          <div className="flex min-w-60 flex-1 items-center gap-2">
            {time("opens")}
            <span className="text-muted-foreground text-sm">to</span>
            {time("closes")}
          </div>
        ) : (
          <span className="text-muted-foreground">Closed</span>
        )}
      </div>
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
    </li>
  )
}

function readWeek(fields: Record<string, string>) {
  const hoursOf = (day: Weekday) =>
    fields[`openingHours.${day}.open`]
      ? { opens: fields[`openingHours.${day}.opens`], closes: fields[`openingHours.${day}.closes`] }
      : null
  return { openingHours: Object.fromEntries(weekdays.map((day) => [day, hoursOf(day)])) }
}
