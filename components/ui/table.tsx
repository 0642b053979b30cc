import type { ComponentProps, ReactNode } from "react"
import { cn } from "./cn"
import { TableScroll } from "./table-scroll"

const asCards = cn(
  "not-print:max-md:block not-print:max-md:[&>thead]:hidden not-print:max-md:[&>tbody]:block",
  "not-print:max-md:[&_tr]:relative not-print:max-md:[&_tr]:block not-print:max-md:[&_tr]:border-b not-print:max-md:[&_tr]:px-4 not-print:max-md:[&_tr]:py-3 not-print:max-md:[&_tr:last-child]:border-0",
  "not-print:max-md:[&_td]:block not-print:max-md:[&_td]:h-auto! not-print:max-md:[&_td]:border-0! not-print:max-md:[&_td]:px-0! not-print:max-md:[&_td]:py-0.5!",
)

/** Seven inches are narrow: smaller type and less space between the columns. */
const onPaper =
  "print:text-xs print:[&_td]:h-8 print:[&_td]:px-2 print:[&_td]:py-1 print:[&_th]:h-8 print:[&_th]:px-2"

/** What can be done with a row stays in sight where the table is wider than its frame. */
const actionsInSight =
  "md:[&_[data-slot=actions]]:sticky md:[&_[data-slot=actions]]:right-0 md:[&_[data-slot=actions]]:bg-surface"

type TableProps = ComponentProps<"table"> & { label: string; cards?: boolean }

/**
 * `label` says what the table lists; it is the table's caption for screen readers. With `cards`, each row is a card
 * on a phone, its cells below each other; on paper each is a line.
 */
export function Table({ label, cards, className, children, ...props }: TableProps) {
  return (
    <TableScroll label={label}>
      <table
        className={cn(
          "w-full border-separate border-spacing-0 text-left",
          cards && asCards,
          actionsInSight,
          onPaper,
          className,
        )}
        {...props}
      >
        <caption className="sr-only">{label}</caption>
        {children}
      </table>
    </TableScroll>
  )
}

export function TableHeader(props: ComponentProps<"thead">) {
  return <thead {...props} />
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody className={cn("[&>tr:last-child>*]:border-b-0", className)} {...props} />
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("[tbody>&]:hover:bg-muted", className)} {...props} />
}

/** A column heading; it sticks below whatever sticks to the top of the page. */
export function TableHead({ className, scope = "col", ...props }: ComponentProps<"th">) {
  return (
    <th
      scope={scope}
      className={cn(
        "sticky top-(--sticky-top) z-10 h-10 whitespace-nowrap border-b bg-surface px-3 font-medium text-muted-foreground",
        "first:rounded-tl-lg first:pl-4 last:rounded-tr-lg last:pr-4",
        className,
      )}
      {...props}
    />
  )
}

type TableColumnsProps = { names: readonly string[]; actions?: boolean }

/** The row of headings; with `actions`, one more for the buttons at the end of each row. */
export function TableColumns({ names, actions }: TableColumnsProps) {
  return (
    <TableHeader>
      <TableRow>
        {names.map((name) => (
          <TableHead key={name}>{name}</TableHead>
        ))}
        {actions && (
          <TableHead data-slot="actions" className="text-right print:hidden">
            Actions
          </TableHead>
        )}
      </TableRow>
    </TableHeader>
  )
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return (
    <td className={cn("h-12 border-b px-3 py-1.5 align-middle first:pl-4 last:pr-4", className)} {...props} />
  )
}

/** The cell with what can be done with its row, the last one. */
export function ActionsCell({ className, ...props }: ComponentProps<"td">) {
  return (
    <TableCell
      data-slot="actions"
      className={cn("[tr:hover>&]:bg-muted print:hidden", className)}
      {...props}
    />
  )
}

/** The cell of a row's menu; where the row is a card, in its corner. Leave room beside it in the first line: `max-md:pr-12`. */
export function MenuCell({ children }: { children: ReactNode }) {
  return (
    <TableCell className="max-md:absolute max-md:top-1 max-md:right-1 md:text-right">{children}</TableCell>
  )
}

/** What a value is, where the row is a card and has no headings. */
export function OnPhone({ children }: { children: ReactNode }) {
  return <span className="text-muted-foreground md:hidden">{children}</span>
}
