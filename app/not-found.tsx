import NotFound from "./(staff)/not-found"

export default function NotFoundOutside() {
  return (
    <main>
      <NotFound />
    </main>
  )
}
