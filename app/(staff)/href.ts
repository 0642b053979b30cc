/** An address with those of the parameters that say something. */
export function hrefOf(path: string, search: Record<string, string | undefined>): string {
  const given = Object.entries(search).filter(([, value]) => value) as string[][]
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path
}
