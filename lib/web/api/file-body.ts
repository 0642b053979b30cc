import { bytesOf } from "./bytes"
import type { Endpoint, SentFile } from "./endpoint"
import { HttpProblem } from "./problem"

/** What a form adds around its file. */
const FORM_BYTES = 64 * 1024

/**
 * The file in a request's body: the body itself, or the one file of a form. Throws HttpProblem 400, 413 or 415, and 422
 * for a form with none or several.
 */
export async function fileBody(
  request: Request,
  { types, mostBytes }: NonNullable<Endpoint["file"]>,
): Promise<SentFile> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? ""
  const isForm = type === "multipart/form-data"
  if (!isForm && !types.includes(type))
    throw new HttpProblem(415, `Send ${types.join(", ")} or multipart/form-data with a file.`)
  const tooLarge = `The file is larger than ${mostBytes / 1024 / 1024} MB.`
  const bytes = await bytesOf(request, mostBytes + (isForm ? FORM_BYTES : 0), tooLarge)
  if (!isForm) return { fileName: undefined, bytes }
  const file = await fileInForm(bytes, request.headers.get("content-type") ?? "")
  if (file.size > mostBytes) throw new HttpProblem(413, tooLarge)
  return { fileName: plainName(file.name), bytes: new Uint8Array(await file.arrayBuffer()) }
}

async function fileInForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<File> {
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => {
    throw new HttpProblem(400, "The form cannot be read.")
  })
  const files = [...form.values()].filter((value) => typeof value !== "string")
  const [file, another] = files
  if (!file || another) throw new HttpProblem(422, "Send one file in the form.")
  return file
}

/** The last part of a path, without what no name has, as long as a name is kept. */
const plainName = (name: string) =>
  Array.from(
    name
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\p{Cc}/gu, "") ?? "",
  )
    .slice(-200)
    .join("")
