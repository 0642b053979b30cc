import { z } from "zod"
import { importFile } from "../../imports/check"
import { cancelImport } from "../../imports/end-early"
import { exportClients } from "../../imports/export-clients"
import { problemRows } from "../../imports/problem-rows"
import { importReport } from "../../imports/read"
import { startImport } from "../../imports/run"
import { ImportFileInput, MOST_BYTES } from "../../imports/schema"
import { importTemplate } from "../../imports/template"
import { undoImport } from "../../imports/undo"
import { endpoint, type Names } from "./endpoint"
import { BegunResource, begunResource, ImportResource, importResource } from "./import-resources"

const { fileName, check, dryRun, update, clearBlank, replaceNotes } = ImportFileInput.shape
const begun = { answer: BegunResource, present: begunResource, accepted: true } as const

/** The endpoints for bringing clients in and out as files. */
export const importEndpoints = {
  getImportTemplate: endpoint({
    method: "GET",
    path: "/clients/import-template",
    summary: "The CSV file to fill in: the columns of an import, with two rows that show how",
    run: importTemplate,
    csv: "clients-template",
  }),
  exportClients: endpoint({
    method: "GET",
    path: "/clients/export",
    summary: "All clients, or those of the list's filter, as CSV that an import takes back",
    run: exportClients,
    limit: "exports",
    csv: "clients",
  }),
  createImport: endpoint({
    method: "POST",
    path: "/imports",
    summary:
      "Import a CSV or XLSX file of clients, in the background. `dry_run`: only the preview is made. `update=false`: only new " +
      "clients are added. `clear_blank`: a blank cell clears the field. `replace_notes`: other notes take the place of those that a client has. `check=false`: the file is only kept, for " +
      "somebody to match its columns on the page of the import",
    run: importFile,
    limit: "imports",
    file: {
      types: [
        "text/csv",
        "text/plain",
        "text/tab-separated-values",
        "application/octet-stream",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      ],
      mostBytes: MOST_BYTES,
      query: z.strictObject({
        fileName: fileName.optional(),
        check,
        dryRun,
        update,
        clearBlank,
        replaceNotes,
      }),
    },
    input: ({ query, file }) => ({
      bytes: file?.bytes,
      fileName: file?.fileName || "clients.csv",
      ...choicesIn(query),
    }),
    ...begun,
    responseHeaders: ({ id }) => ({ Location: `/api/v1/imports/${id}` }),
  }),
  getImport: endpoint({
    method: "GET",
    path: "/imports/{id}",
    summary:
      "An import: its state, how far it is, its counts, and what is wrong with its first 100 wrong rows",
    run: importReport,
    answer: ImportResource,
    present: importResource,
  }),
  getImportProblems: endpoint({
    method: "GET",
    path: "/imports/{id}/problems",
    summary: "The rows that were not imported, in the columns of the file and one with what is wrong",
    run: problemRows,
    limit: "exports",
    csv: "wrong-rows",
  }),
  startImport: endpoint({
    method: "POST",
    path: "/imports/{id}/start",
    summary: "Write an import whose preview was looked at",
    run: startImport,
    ...begun,
  }),
  cancelImport: endpoint({
    method: "POST",
    path: "/imports/{id}/cancel",
    summary: "End what goes on with an import; rows that were written stay and can be undone",
    run: cancelImport,
    ...begun,
  }),
  undoImport: endpoint({
    method: "POST",
    path: "/imports/{id}/undo",
    summary: "Take back a finished import: what nobody touched since",
    run: undoImport,
    ...begun,
  }),
}

/** The query, whose choices are written true and false. */
const choicesIn = (query: Names) =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      name !== "fileName" && (value === "true" || value === "false") ? value === "true" : value,
    ]),
  )
