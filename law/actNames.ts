import { bodyProcedure } from './credential/bodyProcedure.ts'
import { campaignProcedure } from './credential/campaignProcedure.ts'
import { demonstrationPoint } from './credential/demonstrationPoint.ts'
import { holderProcedure } from './credential/holderProcedure.ts'
import { taskProcedure } from './credential/taskProcedure.ts'
import { trainingBatch } from './credential/trainingBatch.ts'
import { procedureFor } from './permit/index.ts'

type Acts = Readonly<Record<string, { name: string } | undefined>>
const files: Readonly<Record<string, Acts>> = {
  'casework': { ...procedureFor('filing').acts, ...procedureFor('permit').acts },
  'credentials.body': bodyProcedure.acts, 'credentials.holder': holderProcedure.acts, 'credentials.campaign': campaignProcedure.acts, 'credentials.task': taskProcedure.acts,
  'credentials.batch': trainingBatch.acts, 'credentials.demoPoint': demonstrationPoint.acts,
}

/** What an act is called, by the name under which the log has it: `casework.grant`, `credentials.holder.suspend`. Undefined where no procedure knows it. */
export function actName(entry: string): string | undefined {
  const dot = entry.lastIndexOf('.')
  return files[entry.slice(0, dot)]?.[entry.slice(dot + 1)]?.name
}
