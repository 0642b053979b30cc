import { Card, CardContent } from "@/components/ui/card"
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
            A spreadsheet of clients, saved as CSV, with one client in each row. Only the two names are
            needed. Nothing is written until you have seen what will happen.{" "}
            <a className="link" href="/api/v1/clients/import-template">
              Download the template
            </a>
          </p>
          <FileForm />
        </CardContent>
      </Card>
    </div>
  )
}
