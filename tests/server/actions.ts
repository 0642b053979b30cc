import { readFileSync } from "node:fs"

type Manifest = {
  node: Record<string, { workers: Record<string, unknown>; exportedName: string; filename: string }>
}

export type Action = { id: string; name: string; pages: string[] }

/** The server actions of the build, which can all be called from outside; `pages` are the addresses that have them. */
export function actionsOfBuild(): Action[] {
  const { node } = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as Manifest
  return Object.entries(node).map(([id, { workers, exportedName: name }]) => ({
    id,
    name,
    pages: Object.keys(workers).map(addressOf),
  }))
}

const addressOf = (page: string) =>
  page
    .replace(/^app|\/\([^)]*\)|\/page$/g, "")
    .replace(/\/\[\w+\]/g, `/${crypto.randomUUID()}`)
    .replace(/^$/, "/")

/** The action of this name. Throws when the build has none. */
export function actionOfBuild(name: string): Action {
  const found = actionsOfBuild().find((action) => action.name === name)
  if (!found) throw new Error(`There is no action ${name}`)
  return found
}

/** Calls an action as a page's script does. The outcome is somewhere in the text that comes back. */
export async function callAction(
  url: string,
  { id, pages: [page = "/"] }: Action,
  input: unknown,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(url + page, {
    method: "POST",
    redirect: "manual",
    headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8", origin: url, ...headers },
    body: JSON.stringify([input]),
  })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
