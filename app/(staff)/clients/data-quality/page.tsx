import { SearchCheck } from "lucide-react"
import Link from "next/link"
import { Card, CardHeader } from "@/components/ui/card"
import { EmptyState } from "@/components/ui/empty-state"
import { ActionsCell, Table, TableBody, TableCell, TableColumns, TableRow } from "@/components/ui/table"
import { type Doubles, type Doubted, dataQuality, type Fault } from "@/lib/clients/data-quality"
import { fieldsInWords } from "@/lib/clients/identity"
import { fieldNames } from "@/lib/clients/names"
import { fieldValue } from "@/lib/clients/words"
import { count, formatDate } from "@/lib/core/format"
import { formatPhone } from "@/lib/core/format-phone"
import { read } from "@/lib/web/read"
import { requireUser } from "@/lib/web/session"
import { PageHeader } from "../../page-header"
import { tellApartAction, updateClientAction } from "../actions"
import { ClearValue } from "./clear-value"
import { NotTheSame } from "./not-the-same"

export const metadata = { title: "Data quality" }

export default async function DataQualityPage() {
  await requireUser("/clients/data-quality")
  const { doubles, numbers, birthdays, placeholders } = await read(dataQuality, {})
  const total = [doubles, numbers, birthdays, placeholders].reduce((sum, some) => sum + some.length, 0)
  return (
    <>
      <PageHeader
        title="Data quality"
        aside={total > 0 ? `${count(total, "thing")} to look at` : undefined}
      />
      {total === 0 ? (
        <EmptyState icon={SearchCheck} title="Nothing looks wrong">
          Likely doubles, unusual UCI numbers, impossible birthdays and placeholders would be listed here.
        </EmptyState>
      ) : (
        <div className="grid gap-6">
          <DoublesCard doubles={doubles} />
          <FaultsCard
            title="Unusual UCI numbers"
            description="A UCI number usually has 7 digits. These were kept as they came."
            faults={numbers}
          />
          <FaultsCard
            title="Impossible dates of birth"
            description="In the future, more than 122 years ago, or one that is typed when nobody knows it."
            faults={birthdays}
          />
          <FaultsCard
            title="Placeholders"
            description="Typed where the true value was not known. They identify nobody: clear them, or type the true value."
            faults={placeholders}
            clears
          />
        </div>
      )}
    </>
  )
}

function DoublesCard({ doubles }: { doubles: Doubles[] }) {
  if (doubles.length === 0) return null
  return (
    <Card>
      <CardHeader
        title="Likely the same person"
        description="Compare the two records and merge them, or say that they are two people."
      />
      <Table label="Records that are likely the same person" cards>
        <TableColumns names={["One record", "The other", "Why"]} actions />
        <TableBody>
          {doubles.map(({ client, other, agree }) => (
            <TableRow key={client.id + other.id}>
              <TableCell>
                <Person client={client} />
              </TableCell>
              <TableCell>
                <Person client={other} />
              </TableCell>
              <TableCell>Same {fieldsInWords(agree).replace(/\bthe /g, "")}</TableCell>
              <ActionsCell>
                <span className="flex flex-wrap gap-2 md:justify-end">
                  <Link className="link" href={`/clients/${client.id}/merge/${other.id}`}>
                    Compare
                    <span className="sr-only">
                      {" "}
                      {nameOf(client)} with {nameOf(other)}
                    </span>
                  </Link>
                  <NotTheSame ids={[client.id, other.id]} name={nameOf(client)} tell={tellApartAction} />
                </span>
              </ActionsCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

type FaultsCardProps = { title: string; description: string; faults: Fault[]; clears?: boolean }

function FaultsCard({ title, description, faults, clears }: FaultsCardProps) {
  if (faults.length === 0) return null
  return (
    <Card>
      <CardHeader title={title} description={description} />
      <Table label={title} cards>
        <TableColumns names={["Client", "Field", "Value"]} actions />
        <TableBody>
          {faults.map(({ client, field, value }) => (
            <TableRow key={client.id + field}>
              <TableCell>
                <Person client={client} />
              </TableCell>
              <TableCell>{fieldNames[field]}</TableCell>
              <TableCell className="[overflow-wrap:anywhere]">
                {field === "dateOfBirth" ? formatDate(value) : fieldValue(field, value)}
              </TableCell>
              <ActionsCell>
                <span className="flex flex-wrap gap-2 md:justify-end">
                  {clears ? (
                    <ClearValue
                      id={client.id}
                      name={nameOf(client)}
                      field={field}
                      value={value}
                      update={updateClientAction}
                    />
                  ) : (
                    <Link className="link" href={`/clients/${client.id}?edit=1`}>
                      Edit<span className="sr-only"> {nameOf(client)}</span>
                    </Link>
                  )}
                </span>
              </ActionsCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

const nameOf = ({ firstName, lastName }: Doubted) => `${firstName} ${lastName}`

/** The name, and what tells two of one name apart. */
function Person({ client }: { client: Doubted }) {
  const more = [
    client.dateOfBirth && `born ${formatDate(client.dateOfBirth)}`,
    client.phone && formatPhone(client.phone),
    client.uciNumber && `UCI ${client.uciNumber}`,
  ].filter(Boolean)
  return (
    <span className="grid">
      <Link className="font-medium hover:underline" href={`/clients/${client.id}`} prefetch={false}>
        <bdi className="[overflow-wrap:anywhere]">{nameOf(client)}</bdi>
      </Link>
      <span className="text-muted-foreground text-sm">{more.join(" · ")}</span>
    </span>
  )
}
