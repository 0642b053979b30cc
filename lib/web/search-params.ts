/** The parameters of a page's address that are given once; one that is given twice is as good as none. */
export function textParams<T extends Record<string, string | undefined>>(params: T): T {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => typeof value === "string")) as T
}

/** An address of ours without what was searched for, which is somebody's name or number. */
export function withoutSearch(path: string): string {
  const { pathname, searchParams } = new URL(path, "http://home.invalid")
  searchParams.delete("q")
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname
}
