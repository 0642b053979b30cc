import { Card, CardContent } from "@/components/ui/card"
import { MOST_BYTES } from "@/lib/imports/schema"
import { importTemplate } from "@/lib/imports/template"
import { read } from "@/lib/web/read"
import { PageHeader } from "../../page-header"
import { FileForm } from "./file-form"

export const metadata = { title: "Import a file" }

export default async function NewImportPage() {
  // Refuses who may not import, before they choose a file.
  await read(importTemplate, {})
  return (
    <div className="max-w-[560px]">
      <PageHeader title="Import a file" />
      <Card>
        <CardContent>
          <p className="mb-4 text-muted-foreground">
            A list of clients from a spreadsheet, saved as CSV, with one client in each row. Only the two
            names are needed. First you see what would happen; nothing is written before you say so.{" "}
            <a className="link" href="/api/v1/clients/import-template">
              Download a template
            </a>
          </p>
          <FileForm mostBytes={MOST_BYTES} />
        </CardContent>
      </Card>
    </div>
  )
}
