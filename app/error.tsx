"use client"

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void }

/** Every page loads this, the kiosk's too, so it brings nothing along: no icon, and the look of the button by hand. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const unavailable = error.digest === "unavailable"
  return (
    <main className="grid justify-items-center gap-2 px-4 py-12 text-center">
      <h1 className="font-semibold">{unavailable ? "One moment, please" : "Something went wrong"}</h1>
      <p className="max-w-prose text-balance text-muted-foreground">
        {unavailable
          ? "The CRM cannot reach its database just now. What was confirmed is kept. Please try again in a moment."
          : `Nothing was changed. If it happens again, tell a manager${error.digest ? ` this number: ${error.digest}` : ""}.`}
      </p>
      <button
        type="button"
        className="target mt-2 rounded-lg bg-primary px-4 font-medium text-primary-foreground hover:bg-primary-hover"
        onClick={unavailable ? () => window.location.reload() : reset}
      >
        Try again
      </button>
    </main>
  )
}
