import Forbidden from "./(staff)/forbidden"

export default function ForbiddenOutside() {
  return (
    <main>
      <Forbidden />
    </main>
  )
}
