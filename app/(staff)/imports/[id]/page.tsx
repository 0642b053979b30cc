import { columnFields } from "@/lib/imports/columns"
import { progressOf } from "@/lib/imports/progress"
import { getImport, importExamples } from "@/lib/imports/read"
import { columnName } from "@/lib/imports/read-row"
import { read } from "@/lib/web/read"
import { textParams } from "@/lib/web/search-params"
import { PageHeader } from "../../page-header"
import { cancelImportAction, configureImportAction, startCheckAction } from "../actions"
import { stateNames } from "../words"
import { ColumnsForm } from "./columns-form"
import { ImportProgress } from "./import-progress"
import { Preview } from "./preview"
import { Result } from "./result"

export const metadata = { title: "Import" }

type Search = { show?: string; after?: string; columns?: string }
type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> }

export default async function ImportPage({ params, searchParams }: Props) {
  const { id } = await params
  const { show, after, columns } = textParams(await searchParams)
  const found = await read(getImport, { id })
  const atLine = Number.parseInt(after ?? "", 10) || 0
  return (
    <>
      <PageHeader
        title={<bdi className="[overflow-wrap:anywhere]">{found.fileName}</bdi>}
        aside={<span role="status">{stateNames[found.state]}</span>}
      />
      {body()}
    </>
  )

  async function body() {
    switch (found.state) {
      case "checking":
      case "running":
      case "undoing":
        return (
          <ImportProgress id={id} state={found.state} {...progressOf(found)} cancel={cancelImportAction} />
        )
      case "checked":
        return columns ? await matching() : <Preview found={found} show={show} after={atLine} />
      case "new":
      case "failed":
        return await matching()
      default:
        return <Result found={found} show={show} after={atLine} />
    }
  }

  async function matching() {
    return (
      <ColumnsForm
        found={found}
        examples={await read(importExamples, { id })}
        fields={columnFields.map((field) => ({ field, name: columnName(field) }))}
        configure={configureImportAction}
        check={startCheckAction}
      />
    )
  }
}
