/** The parameters of a page's address that are given once; one that is given twice is as good as none. */
export function textParams<T extends Record<string, string | undefined>>(params: T): T {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => typeof value === "string")) as T
}
