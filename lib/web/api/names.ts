const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** `first_name` for `firstName`. */
export const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** `client_id` -> `clientId`. A name that is not snake_case is left as it is, so that it is refused as unknown. */
export const camelName = (name: string) => (/^[a-z0-9_]+$/.test(name) ? camel(name) : `?${name}`)

/** The same object with its own keys in camelCase, for operations. */
export const camelKeys = <T>(given: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [camelName(name), value]))

/** A field path of an operation as the caller wrote it. */
export const callersName = (field: string) => (field.startsWith("?") ? field.slice(1) : snake(field))
