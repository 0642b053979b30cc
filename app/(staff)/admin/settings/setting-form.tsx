"use client"
import type { ReactNode } from "react"
import { FormProblem } from "@/components/forms/form-problem"
import { KeepTyped } from "@/components/forms/keep-typed"
import { Button } from "@/components/ui/button"
import type { SettingName, Settings } from "@/lib/settings/schema"
import { settingLabels } from "@/lib/settings/words"
import { SettingConflict } from "./setting-conflict"
import { type SaveSettings, useSettings } from "./use-settings"

/** What the page gives each form. */
export type FormProps<N extends SettingName> = {
  now: Pick<Settings, N>
  save: SaveSettings
  /** Who changed it last and when, or nothing while it never was. */
  changed: string | null
}

type SettingFormProps<N extends SettingName> = FormProps<N> & {
  label: string
  read: (fields: Record<string, string>) => Record<N, unknown>
  children: (values: Pick<Settings, N>, errorOf: (field: string) => string | undefined) => ReactNode
}

/** A few settings that are saved together. */
export function SettingForm<N extends SettingName>({
  label,
  now,
  save,
  changed,
  read,
  children,
}: SettingFormProps<N>) {
  const form = useSettings(label, now, save, read)
  return (
    <form
      onSubmit={form.submit}
      onInput={form.touch}
      noValidate
      className="grid gap-4 border-b p-4 last:border-b-0 sm:px-6"
    >
      <KeepTyped what="The setting is not saved yet." />
      {form.typed ? (
        <SettingConflict saved={now} typed={form.typed} />
      ) : (
        <FormProblem error={form.error} names={settingLabels} />
      )}
      <div key={form.round} className="grid max-w-[560px] gap-4">
        {children(form.base, form.errorOf)}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="outline" size="sm" loading={form.pending}>
          {form.typed ? "Save mine" : "Save"}
          <span className="sr-only"> {label}</span>
        </Button>
        {form.reset && (
          <Button variant="ghost" size="sm" loading={form.resetting} onClick={form.reset}>
            Back to the default<span className="sr-only"> {label}</span>
          </Button>
        )}
        {changed && <p className="text-muted-foreground text-sm sm:ml-auto">{changed}</p>}
      </div>
    </form>
  )
}
