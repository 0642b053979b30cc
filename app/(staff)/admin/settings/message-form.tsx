"use client"
import { useState } from "react"
import { Field } from "@/components/ui/field"
import { Textarea } from "@/components/ui/textarea"
import { messagePreview } from "@/lib/settings/message-text"
import { type Language, languages, type Occasion, occasions } from "@/lib/settings/schema"
import { settingLabels } from "@/lib/settings/words"
import { type FormProps, SettingForm } from "./setting-form"

type Name = `${Occasion}Text`

type MessageFormProps = FormProps<Name> & { occasion: Occasion; when: string }

/** The text for one occasion in every language, with a preview that follows the typing. */
export function MessageForm({ occasion, when, ...props }: MessageFormProps) {
  const name = `${occasion}Text` as Name
  const read = (fields: Record<string, string>) => ({
    [name]: { en: fields[`${name}.en`], es: fields[`${name}.es`] },
  })
  return (
    <SettingForm {...props} label={settingLabels[name]} read={read as () => Record<Name, unknown>}>
      {(values, errorOf) => (
        <>
          <div>
            <h3 className="font-semibold">{settingLabels[name]}</h3>
            <p className="text-muted-foreground text-sm">
              {when} Put in {occasions[occasion].map((field) => `{${field}}`).join(" and ")} where it belongs.
            </p>
          </div>
          {(Object.keys(languages) as Language[]).map((language) => (
            <MessageText
              key={language}
              name={`${name}.${language}`}
              language={language}
              text={values[name][language]}
              error={errorOf(`${name}.${language}`)}
            />
          ))}
        </>
      )}
    </SettingForm>
  )
}

type MessageTextProps = { name: string; language: Language; text: string; error?: string }

function MessageText({ name, language, text, error }: MessageTextProps) {
  const [typed, setTyped] = useState(text)
  return (
    <div className="grid gap-1.5">
      <Field name={name} label={languages[language]} error={error}>
        <Textarea
          rows={2}
          lang={language}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="min-h-16"
        />
      </Field>
      <p className="text-muted-foreground text-sm">
        Ana reads:{" "}
        <span lang={language} className="whitespace-pre-wrap text-foreground [overflow-wrap:anywhere]">
          {messagePreview(typed, language)}
        </span>
      </p>
    </div>
  )
}
