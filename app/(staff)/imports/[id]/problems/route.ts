import { problemRows } from "@/lib/imports/problem-rows"
import { csvStream } from "@/lib/web/csv-stream"

export const GET = csvStream("wrong-rows", problemRows)
