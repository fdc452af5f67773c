import type { ActorCode } from '../../../law/kernel/actor.ts'
import type { Calendar } from '../../../law/kernel/calendar.ts'
import type { OfficeHours } from '../../../law/kernel/promise.ts'
import type { ItemTerms } from '../../../law/item/item.ts'
import type { PermitState } from '../../../law/permit/index.ts'
import type { Role } from '../../../contract/roles.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Renderer } from '../../kernel/documents/render.ts'
import type { Journal } from '../../kernel/journal/index.ts'
import type { Sunlog } from '../../kernel/sunlog/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import type { Directory } from '../directory/index.ts'
import type { Licences } from '../licences/index.ts'
import type { WholeCase } from './read.ts'
import type { CaseRow } from './write.ts'

/** What casework is built on; given by app.ts. */
export interface Deps {
  db: Db
  city: string
  clock: Clock
  journal: Journal
  catalogue: Catalogue
  directory: Directory
  licences: Licences
  /** everything published, the city's imports included */
  calendar: () => Calendar
  /** the calendar that an act or a clock names, as it was then; refuses a version that neither the release nor the city has */
  calendarOf: (version: string) => Calendar
  hours: OfficeHours
  /** licence type → 21-character code of its defining body and number (ELE-04) */
  licenceCodes: ReadonlyMap<string, string>
  /** draws a document row */
  renderer: Renderer
  /** address that QR codes lead to */
  publicUrl: string
  /** the public log, for what proves a page */
  sunlog: Pick<Sunlog, 'evidence' | 'policyText' | 'receiptText' | 'quorum'>
  /** throws while nobody outside watches the log: what cannot be proved afterwards is not decided (trust.md 2.5) */
  mustBeWitnessed(): void
  /** a case with all that one screen shows of it */
  whole(id: string): Promise<WholeCase>
}

/** In what capacity somebody acts: the person, the role and organ used, and for whom. */
export interface Acting {
  person: string | null
  role: Role | 'system'
  organ: string | null
  code: ActorCode
  onBehalfOf?: string
}

export const system: Acting = { person: null, role: 'system', organ: null, code: 'SYS' }

/** what a fact is asked about: the case as it stands in this transaction, and the act that is tried */
export interface Asked {
  case: CaseRow
  item: ItemTerms
  state: PermitState
  acting: Acting
  type: string
  payload: Record<string, unknown>
}
/** a fact that a procedure may ask for by name; higher modules register theirs (architecture 3) */
export type FactProvider = (tx: Tx, about: Asked) => Promise<unknown>
