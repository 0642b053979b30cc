"use client"
import { UserPlus } from "lucide-react"
import { useEffect, useState } from "react"
import { Button } from "@/components/ui/button"
import { useLate } from "@/components/ui/late"
import type { CreateClient } from "./add-form"
import type { RestoreClient } from "./add-sheet"

const source = () => import("./add-sheet").then(({ AddSheet }) => AddSheet)

type AddClientProps = { create: CreateClient; restore: RestoreClient; startOpen?: boolean }

/** Adds a client and goes to their page. */
export function AddClient({ create, restore, startOpen = false }: AddClientProps) {
  const [open, setOpen] = useState(startOpen)
  const { Part: AddSheet, want } = useLate(source)
  useEffect(() => {
    if (open) want().then((came) => came || setOpen(false))
  }, [open, want])
  return (
    <>
      <Button
        aria-haspopup="dialog"
        aria-expanded={open}
        loading={open && !AddSheet}
        onPointerEnter={() => void want({ ahead: true })}
        onFocus={() => void want({ ahead: true })}
        onClick={() => setOpen(true)}
      >
        <UserPlus aria-hidden />
        Add client
      </Button>
      {AddSheet && (
        <AddSheet open={open} change={setOpen} create={create} restore={restore} fromAddress={startOpen} />
      )}
    </>
  )
}
