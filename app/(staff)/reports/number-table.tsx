import { cn } from "@/components/ui/cn"
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table"

type Cell = string | number
type NumberTableProps = { label: string; heads: string[]; rows: Cell[][]; sum?: Cell[]; inCard?: boolean }

/**
 * A table whose first column names what the numbers in the others are about; with a last row that sums up. `inCard` lines it
 * up with a heading of the card around it.
 */
export function NumberTable({ label, heads, rows, sum, inCard }: NumberTableProps) {
  return (
    <Table label={label} className={cn("max-sm:[&_:is(th,td)]:px-2", inCard && "in-card")}>
      <TableHeader>
        <TableRow>
          {heads.map((head, index) => (
            <TableHead key={head} className={index > 0 ? "text-right" : undefined}>
              {head}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {[...rows, ...(sum ? [sum] : [])].map((cells) => (
          <TableRow key={cells[0]} className={cells === sum ? "font-medium" : undefined}>
            {cells.map((cell, index) => (
              <TableCell
                key={heads[index]}
                className={index > 0 ? "whitespace-nowrap text-right" : undefined}
              >
                {typeof cell === "number" ? cell.toLocaleString("en-US") : cell}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
