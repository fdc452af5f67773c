import type { Calendar } from '../../../law/kernel/calendar.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/db.ts'
import type { Renderer } from '../../kernel/documents/render.ts'
import type { Http } from '../../kernel/http/index.ts'
import type { Journal } from '../../kernel/journal/index.ts'
import type { Casework } from '../casework/index.ts'
import type { Directory } from '../directory/index.ts'
import { createCampaigns, type Campaigns } from './campaign/index.ts'
import { createExams, type Exams } from './exam/index.ts'
import type { CredentialPolicy } from '../../../law/credential/policy.ts'
import type { TrainingSettings } from '../../../law/credential/trainingSettings.ts'
import { createTraining, type Training } from './training/index.ts'
import { createRegistry, type Registry } from './registry/index.ts'

/** reading rosters and judging them: needs no database */
export { readList, listNames, type BrokenLine, type ListName } from './roster/readRoster.ts'
export { readTrainingPack, type TrainingPack } from './training/index.ts'
export { auditReport, type AuditFiles } from './roster/auditReport.ts'
/** a roster becomes a campaign, frozen and judged: for the command line */
export { importRoster, campaignCounts, type Import, type Imported } from './campaign/index.ts'
export * as generate from './roster/generate.ts'

/** taking questions into the bank: for the command line */
export * as examBank from './exam/imports.ts'

/** acts held against their entries in the log: for commands and the scrubber */
export * as evidence from './auditActs.ts'

export { readRegistryPack, rosterOf, type BodyRow, type CredentialFact, type EnrolResult, type HolderRow, type Listed, type Registry, type RegistryPack } from './registry/index.ts'

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
  /** where a citizen complains */
  complaintPhone: string
  /** what the city sets for credentials and clean-ups */
  policy: CredentialPolicy
  /** what the city sets for training */
  training: TrainingSettings
}

/** Enforcement bodies, officers and supervisors; their credentials, the clean-up of them, training and examination. */
export interface Credentials {
  registry: Registry
  /** every credential of these people at a legal instant or 'now', valid or not and why; inside a transaction nobody can take one away until it ends */
  factsAt: Registry['factsAt']
  routes(http: Http): void
  exams: Exams
  training: Training
  campaigns: Campaigns
}

export function createCredentials(deps: CredentialsDeps): Credentials {
  const registry = createRegistry(deps)
  const exams = createExams(deps)
  const training = createTraining({ ...deps, settings: deps.training, codes: deps.secret('training') })
  const campaigns = createCampaigns(deps, registry)
  registry.tell({
    // of this year or the last full one, whichever is more: who is trained for a first card has no last year (ZJ-04)
    async hours(tx, holder, day) {
      const year = Number(day.slice(0, 4))
      const known = await Promise.all([year - 1, year].map(async (y) => (await training.hoursOf(tx, [holder.id_number], y)).get(holder.id_number) ?? 0))
      return Math.max(...known) || undefined
    },
    async exams(_tx, holder, day) {
      const known = holder.person ? (await exams.examResults([holder.person], day)).get(holder.person) : undefined
      return { ...(known?.publicExam != null ? { public: known.publicExam } : {}), ...(known?.professionalExam != null ? { professional: known.professionalExam } : {}) }
    },
  })
  return {
    exams, training, registry, campaigns,
    factsAt: registry.factsAt,
    routes(http) {
      registry.routes(http)
      exams.routes(http)
      training.routes(http)
      campaigns.routes(http)
    },
  }
}
