import { Button } from "@/components/ui/button"
import { Question } from "@/components/ui/question"

/** Links everybody who is shown; asks, since it is undone only one by one. */
export function LinkAll({ number, busy, act }: { number: number; busy: boolean; act: () => void }) {
  return (
    <div>
      <Question
        title={`Link all ${number} clients that are shown?`}
        text="Each becomes the ggLeap user with the same e-mail. You can unlink them one by one."
        label={`Link all ${number}`}
        variant="primary"
        act={act}
        trigger={
          <Button variant="outline" loading={busy}>
            Link all {number}
          </Button>
        }
      />
    </div>
  )
}
