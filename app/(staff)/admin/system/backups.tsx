import { Alert } from "@/components/ui/alert"
import { backupState, listBackups } from "@/lib/backups/list"
import { env } from "@/lib/env"
import { backupsHere } from "@/lib/env-parts"
import { read } from "@/lib/web/read"
import { Moment } from "../../moment"
import { askForRunAction } from "./actions"
import { BackupTable } from "./backup-table"
import { RunNow } from "./run-now"

/** Whether there is a good backup, which there are, and another one now. */
export async function Backups() {
  const [state, backups] = await Promise.all([read(backupState, {}), read(listBackups, {})])
  if (backupsHere(env()) === "off") return <NotSetUp />
  return (
    <>
      <Alert {...summaryOf(state)} className="mb-3" actions={<BackUpNow />}>
        {state.good ? (
          <>
            The last good one was taken: <Moment at={state.good.takenAt} withTime />.
          </>
        ) : (
          "The first one comes tonight at 2:30 AM, or make one now."
        )}
      </Alert>
      {backups.length > 0 && <BackupTable backups={backups} />}
    </>
  )
}

const BackUpNow = () => (
  <RunNow job="backup" name="Back up now" ask={askForRunAction}>
    Back up now
  </RunNow>
)

function summaryOf({ good, late, why, copyProblem }: Awaited<ReturnType<typeof backupState>>) {
  if (!good) return { tone: "error" as const, title: "There is no good backup yet." }
  if (late) return { tone: "error" as const, title: "There is no good backup of the last 26 hours." }
  if (why) return { tone: "warn" as const, title: why }
  if (copyProblem) return { tone: "warn" as const, title: `It was not copied elsewhere. ${copyProblem}` }
  return { tone: "success" as const, title: "Everything is backed up." }
}

function NotSetUp() {
  const production = env().APP_ENV === "production"
  return (
    <Alert
      tone={production ? "error" : "info"}
      title={production ? "Nothing is backed up." : "Backups are not set up here."}
    >
      Whoever runs the server makes a key (crm backups key) and sets BACKUP_DIR and BACKUP_RECIPIENT.
    </Alert>
  )
}
