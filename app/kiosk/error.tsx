"use client"

/** Words that need nothing to work, for when the kiosk itself fails. */
export default function KioskError({ reset }: { reset: () => void }) {
  return (
    <main
      data-kiosk="failed"
      className="grid min-h-dvh content-center justify-items-center gap-6 p-4 text-center"
    >
      <h1 className="font-bold text-4xl">Let's ask the desk</h1>
      <button
        type="button"
        className="rounded-xl bg-primary px-5 font-semibold text-primary-foreground"
        onClick={reset}
      >
        Start over
      </button>
    </main>
  )
}
