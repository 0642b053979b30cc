import { PassThrough, type Readable } from "node:stream"
import { Client, type Connection } from "pg"
import { AppError } from "../core/errors"
import { SEGMENT_BYTES, type Segment, segmentNumberAt } from "./names"

type Message = { chunk: Buffer }
type Row = { fields: (string | null)[] }

/** What a base backup needs to be consistent. */
export type Extent = { first: Segment; last: Segment }

/**
 * Asks Postgres for a copy of its files while it goes on, by the command BASE_BACKUP of its replication protocol: `tar`
 * is the archive, and `extent`, once that was read to its end, which WAL belongs to it. Postgres itself leaves out what
 * must not be in it, checks the checksums of pages, and waits until that WAL is archived. The role in `url` needs the
 * right to replicate. Throws AppError `unavailable` when it may not, when this cluster archives nothing, or has tablespaces.
 */
export async function openBaseBackup(url: string): Promise<{ tar: Readable; extent: Promise<Extent> }> {
  const client = new Client({ connectionString: url, replication: "true" } as never)
  client.on("error", () => {})
  await client.connect().catch((error) => {
    throw new AppError("unavailable", `Postgres gives no base backup: ${error.message}`)
  })
  try {
    await expectSetting(client, "archive_mode", (value) => value !== "off")
    await expectSetting(client, "wal_segment_size", (value) => value === `${SEGMENT_BYTES >> 20}MB`)
  } catch (error) {
    await client.end()
    throw error
  }
  const copy = new BaseBackup()
  client.query(copy as never)
  const extent = copy.extent.finally(() => client.end())
  extent.catch(() => {})
  return { tar: copy.tar, extent }
}

async function expectSetting(client: Client, name: string, isRight: (value: string) => boolean) {
  const { rows } = await client.query(`SHOW ${name}`)
  const value = String(rows[0]?.[name])
  if (!isRight(value))
    throw new AppError("unavailable", `Postgres gives no base backup: ${name} is ${value}.`)
}

/**
 * What `pg` calls a submittable: it gets the messages of the server one by one. The results are where the backup begins,
 * the tablespaces, the archives (each message with a letter before it that says what it is), and where it ends.
 */
class BaseBackup {
  readonly tar = new PassThrough({ highWaterMark: 1024 * 1024 })
  readonly extent: Promise<Extent>
  private readonly results: (string | null)[][][] = []
  private archives = 0
  private settle: { resolve: (extent: Extent) => void; reject: (error: Error) => void } | undefined

  constructor() {
    this.extent = new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
  }

  submit(connection: Connection) {
    this.tar.on("drain", () => connection.stream.resume())
    this.tar.on("close", () => {
      if (!this.tar.readableEnded) connection.stream.destroy()
    })
    connection.query("BASE_BACKUP (LABEL 'bec-crm', CHECKPOINT 'fast', MANIFEST 'no')")
  }

  handleRowDescription() {
    this.results.push([])
  }

  handleDataRow({ fields }: Row) {
    this.results.at(-1)?.push(fields)
  }

  handleCopyData({ chunk }: Message, connection: Connection) {
    const kind = String.fromCharCode(chunk[0] ?? 0)
    if (kind === "n") this.archives += 1
    if (this.archives > 1) return this.handleError(new Error("tablespaces are not supported"))
    // The chunk lies in a buffer that `pg` fills again.
    if (kind === "d" && !this.tar.write(Buffer.from(chunk.subarray(1)))) connection.stream.pause()
  }

  handleCommandComplete() {}

  handleReadyForQuery() {
    const [start, , end] = this.results.map(([row]) => row)
    const [from, timeline] = start ?? []
    const [to, lastTimeline] = end ?? []
    if (!from || !to) return this.handleError(new Error("it ended early"))
    // Postgres leaves out the two blocks of zeros with which an archive ends.
    this.tar.end(Buffer.alloc(1024))
    this.settle?.resolve({
      first: { timeline: Number(timeline), number: segmentNumberAt(from) },
      last: { timeline: Number(lastTimeline), number: segmentNumberAt(to) },
    })
  }

  handleError(error: Error) {
    const told = new AppError("unavailable", `Postgres gives no base backup: ${error.message}`)
    this.settle?.reject(told)
    this.tar.destroy(told)
  }
}
