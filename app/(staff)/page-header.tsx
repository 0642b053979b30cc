import type { ReactNode } from "react"

type PageHeaderProps = { title: ReactNode; aside?: ReactNode; actions?: ReactNode }

/** The top of a page: its title, a count beside it, its actions at the right. */
export function PageHeader({ title, aside, actions }: PageHeaderProps) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
      <h1 className="font-semibold text-2xl leading-8">{title}</h1>
      {aside && <p className="tabular text-muted-foreground">{aside}</p>}
      {actions && (
        <div data-print="hide" className="ml-auto flex flex-wrap gap-2">
          {actions}
        </div>
      )}
    </div>
  )
}
