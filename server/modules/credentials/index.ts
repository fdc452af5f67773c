import type { Calendar } from '../../../law/kernel/calendar.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/db.ts'
import type { Renderer } from '../../kernel/documents/render.ts'
import type { Http } from '../../kernel/http/index.ts'
import type { Journal } from '../../kernel/journal/index.ts'
import type { Casework } from '../casework/index.ts'
import type { Directory } from '../directory/index.ts'
import { createExams, type Exams } from './exam/index.ts'
import type { TrainingSettings } from '../../../law/credential/trainingSettings.ts'
import { createTraining, type Training } from './training/index.ts'

/** reading rosters and judging them: needs no database */
export { readList, listNames, type BrokenLine, type ListName } from './roster/readRoster.ts'
export { readTrainingPack, type TrainingPack } from './training/index.ts'
export { auditReport, type AuditFiles } from './roster/auditReport.ts'

/** taking questions into the bank: for the command line */
export * as examBank from './exam/imports.ts'

/** acts held against their entries in the log: for commands and the scrubber */
export * as evidence from './auditActs.ts'

/** What the module is built on; given by app.ts. */
export interface CredentialsDeps {
  db: Db
  city: string
  clock: Clock
  journal: Journal
  directory: Directory
  casework: Casework
  /** everything published, the city's imports included */
  calendar: () => Calendar
  /** draws a document row */
  renderer: Renderer
  /** address that QR codes lead to */
  publicUrl: string
  /** 32 secret bytes of this installation, by name */
  secret(name: string): Buffer
  /** what the city sets for training */
  training: TrainingSettings
}

/** Enforcement bodies, officers and supervisors; their credentials, the clean-up of them, training and examination. */
export interface Credentials {
  routes(http: Http): void
  exams: Exams
  training: Training
}

export function createCredentials(deps: CredentialsDeps): Credentials {
  const exams = createExams(deps)
  const training = createTraining({ ...deps, settings: deps.training, codes: deps.secret('training') })
  return {
    exams, training,
    routes(http) {
      exams.routes(http)
      training.routes(http)
    },
  }
}
