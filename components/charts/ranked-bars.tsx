import { scaleLinear } from "d3-scale"
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table"

export type Group = { name: string; number: number; missing?: boolean }

type RankedBarsProps = { label: string; groupedBy: string; counted: string; groups: Group[] }

/** Groups with their numbers and shares: a table in which each name stands on its bar. */
export function RankedBars({ label, groupedBy, counted, groups }: RankedBarsProps) {
  const all = groups.reduce((sum, { number }) => sum + number, 0)
  const width = scaleLinear([0, 100]).domain([0, Math.max(1, ...groups.map(({ number }) => number))])
  return (
    <Table label={label} className="in-card">
      <TableHeader>
        <TableRow>
          <TableHead>{groupedBy}</TableHead>
          <TableHead className="w-0 text-right">{counted}</TableHead>
          <TableHead className="w-0 text-right">Share</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {groups.map(({ name, number, missing }) => (
          <TableRow key={name}>
            <TableCell>
              <bdi className={missing ? "text-muted-foreground" : "[overflow-wrap:anywhere]"}>{name}</bdi>
              <svg aria-hidden="true" width="100%" height="8" className="mt-1 block">
                <rect
                  width={`${width(number)}%`}
                  height="8"
                  rx="2"
                  className={missing ? "fill-input" : "fill-brand"}
                />
              </svg>
            </TableCell>
            <TableCell className="text-right">{number.toLocaleString("en-US")}</TableCell>
            <TableCell className="text-right">{shareOf(number, all)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function shareOf(number: number, all: number): string {
  const percent = (100 * number) / all
  return percent > 0 && percent < 1 ? "< 1%" : `${Math.round(percent)}%`
}
