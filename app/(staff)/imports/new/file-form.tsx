"use client"
import { FileUp } from "lucide-react"
import { useRouter } from "next/navigation"
import { type DragEvent, useRef, useState } from "react"
import { Button } from "@/components/ui/button"
import { cn } from "@/components/ui/cn"
import { FormErrors } from "@/components/ui/form-errors"

/** Chooses a file, or takes one that is dropped, and sends it; what it says no to is said here. */
export function FileForm({ mostBytes }: { mostBytes: number }) {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [over, setOver] = useState(false)

  const send = async (file: File | undefined) => {
    if (!file || sending) return
    setProblem(null)
    setSending(file.name)
    const outcome = await upload(file, mostBytes)
    if ("id" in outcome) return router.push(`/imports/${outcome.id}`)
    setSending(null)
    setProblem(outcome.problem)
  }

  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void send(event.dataTransfer.files[0])
  }

  return (
    <div className="grid gap-4">
      {problem && <FormErrors headline="This file was not loaded." errors={[{ message: problem }]} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button inside is the first */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          "grid justify-items-center gap-3 rounded-lg border-2 border-input border-dashed p-8 text-center",
          over && "bg-muted",
        )}
      >
        <FileUp aria-hidden className="size-8 text-muted-foreground" />
        <p className="[overflow-wrap:anywhere]" aria-live="polite">
          {sending ? `Loading ${sending}…` : "Drop the file here, or"}
        </p>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,text/csv,text/plain,text/tab-separated-values"
          aria-label="File to import"
          className="sr-only"
          tabIndex={-1}
          onChange={({ currentTarget }) => {
            void send(currentTarget.files?.[0])
            currentTarget.value = ""
          }}
        />
        <Button loading={sending !== null} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <p className="text-muted-foreground text-sm">CSV, up to {inMegabytes(mostBytes)}</p>
      </div>
    </div>
  )
}

type Uploaded = { id: string } | { problem: string }

const inMegabytes = (bytes: number) => `${bytes / 1024 / 1024} MB`

async function upload(file: File, mostBytes: number): Promise<Uploaded> {
  if (file.size > mostBytes)
    return { problem: `This file is larger than ${inMegabytes(mostBytes)}. Split it into smaller ones.` }
  try {
    const body = new FormData()
    body.set("file", file)
    const answer = await fetch("/api/v1/imports?check=false", { method: "POST", body })
    const said = await answer.json()
    if (answer.ok) return { id: said.id }
    return { problem: said.errors?.[0]?.message ?? said.detail }
  } catch {
    return { problem: "The server did not answer. Check your connection and try again." }
  }
}
