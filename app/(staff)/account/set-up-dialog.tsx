"use client"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { QrPicture } from "@/components/ui/qr-picture"
import type { Outcome } from "@/lib/core/outcome"
import { RecoveryCodes } from "./recovery-codes"

export type Offer = { secret: string; qr: { size: number; path: string } }
export type Confirm = (input: {
  secret: string
  code: string
  password: string | null
}) => Promise<Outcome<{ recoveryCodes: string[] }>>

type SetUpDialogProps = {
  email: string
  offer: Offer | null
  codes: string[] | null
  /** A second factor is on already: the new one takes its place. */
  replaces: boolean
  confirm: Confirm
  confirmed: (recoveryCodes: string[]) => void
  close: () => void
}

/** Scan, enter the first code, keep the recovery codes; these are also shown alone when they are made anew. */
export function SetUpDialog({ email, offer, codes, close, ...form }: SetUpDialogProps) {
  return (
    <Dialog open={offer !== null || codes !== null} onOpenChange={(open) => !open && close()}>
      {codes ? (
        <DialogContent
          title="Keep your recovery codes"
          description="Each lets you in once when your phone is not at hand. They are shown this once: keep them where you keep important papers."
        >
          <RecoveryCodes email={email} codes={codes} close={close} />
        </DialogContent>
      ) : (
        <DialogContent
          title="Set up a second factor"
          description="Scan the picture with an authenticator app on your phone, such as Google Authenticator. Then enter the code that it shows."
        >
          {offer && <SetUpForm offer={offer} close={close} {...form} />}
        </DialogContent>
      )}
    </Dialog>
  )
}

const names = { code: "Code", password: "Your password", secret: "Key" }

type SetUpFormProps = Pick<SetUpDialogProps, "replaces" | "confirm" | "confirmed" | "close"> & {
  offer: Offer
}

function SetUpForm({ offer: { secret, qr }, replaces, confirm, confirmed, close }: SetUpFormProps) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ code = "", password }) => confirm({ secret, code, password: password ?? null }),
    ({ recoveryCodes }) => confirmed(recoveryCodes),
  )
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={names} />
      <div className="grid justify-items-center gap-3">
        <QrPicture {...qr} label="QR code for the authenticator app" className="size-48" />
        <p className="text-center text-muted-foreground text-sm">
          The camera does not work? Type this key into the app:
          <code className="mt-1 block select-all text-base text-foreground">{inFours(secret)}</code>
        </p>
      </div>
      <Field name="code" label={names.code} help="6 digits" error={errorOf("code")}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={20} />
      </Field>
      {replaces && (
        <Field
          name="password"
          id="own-password"
          label={names.password}
          help="The app on the old phone and the old recovery codes stop working."
          error={errorOf("password")}
        >
          <Input type="password" autoComplete="current-password" maxLength={1000} />
        </Field>
      )}
      <FormButtons label="Turn on" pending={pending} close={close} />
    </form>
  )
}

const inFours = (secret: string) => secret.replace(/.{4}(?=.)/g, "$& ")
