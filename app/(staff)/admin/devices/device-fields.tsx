import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"

type DeviceFieldsProps = {
  device?: { name: string; station: string }
  errorOf: (field: string) => string | undefined
}

export const deviceFieldNames = { name: "Name", station: "Station" }

/** What a tablet is called and where it stands. */
export function DeviceFields({ device, errorOf }: DeviceFieldsProps) {
  return (
    <>
      <Field
        name="name"
        label={deviceFieldNames.name}
        help="To tell it from other tablets, for example: Front door"
        error={errorOf("name")}
      >
        <Input autoComplete="off" maxLength={60} defaultValue={device?.name} />
      </Field>
      <Field
        name="station"
        label={deviceFieldNames.station}
        help="Shown in lists of check-ins as the place where they were made."
        error={errorOf("station")}
      >
        <Input autoComplete="off" maxLength={60} defaultValue={device?.station ?? "Kiosk-Main"} />
      </Field>
    </>
  )
}
