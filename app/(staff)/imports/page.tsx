import { FileUp } from "lucide-react"
import Link from "next/link"
import { buttonVariants } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { formatMomentAndTime } from "@/lib/core/format-moment"
import { env } from "@/lib/env"
import { listImports } from "@/lib/imports/read"
import { read } from "@/lib/web/read"
import { PageHeader } from "../page-header"
import { stateNames } from "./words"

export const metadata = { title: "Imports" }

export default async function ImportsPage() {
  const imports = await read(listImports, {})
  const when = (at: Date) => formatMomentAndTime(at, new Date(), env().CENTER_TIME_ZONE)
  return (
    <>
      <PageHeader title="Imports" actions={<Actions />} />
      {imports.length === 0 ? (
        <EmptyState icon={FileUp} title="Nothing imported yet" actions={<NewImport />}>
          Load a spreadsheet of clients, saved as CSV. You see what will happen before anything is written,
          and you can take it back afterwards.
        </EmptyState>
      ) : (
        <Card>
          <Table label="Imports" cards>
            <TableColumns names={["File", "State", "Loaded", "By"]} />
            <TableBody>
              {imports.map(({ id, fileName, state, createdAt, startedBy }) => (
                <TableRow key={id} className="relative">
                  <TableCell className="md:max-w-96">
                    <Link
                      href={`/imports/${id}`}
                      className="font-medium after:absolute after:inset-0 hover:underline"
                    >
                      <bdi className="[overflow-wrap:anywhere]">{fileName}</bdi>
                    </Link>
                  </TableCell>
                  <TableCell>{stateNames[state]}</TableCell>
                  <TableCell className="whitespace-nowrap">{when(createdAt)}</TableCell>
                  <TableCell>
                    <bdi>{startedBy}</bdi>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
    </>
  )
}

function Actions() {
  return (
    <>
      <a href="/api/v1/clients/import-template" className={buttonVariants({ variant: "outline" })}>
        Template
      </a>
      <NewImport />
    </>
  )
}

function NewImport() {
  return (
    <Link href="/imports/new" className={buttonVariants()}>
      <FileUp aria-hidden />
      Import a file
    </Link>
  )
}
