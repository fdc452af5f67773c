import type { Calendar } from '../../law/kernel/calendar.ts'
import type { OfficeHours } from '../../law/kernel/promise.ts'
import type { CityPack } from '../../contract/item.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Http } from '../kernel/http/index.ts'
import type { Directory } from '../modules/directory/index.ts'
import { applyPages } from './apply.ts'
import { casePages } from './cases.ts'
import { findPages } from './find.ts'
import { openPages } from './open.ts'
import { passwordPages } from './password.ts'
import { registryPages } from './registry.ts'
import { situationPages } from './situation.ts'

export interface PagesDeps { directory: Directory; clock: Clock; hours: OfficeHours; calendar: () => Calendar; pack: CityPack; publicUrl: string }

/** pages of the citizen, public and screen desks: second bindings of the contract's endpoints (settled.md 16) */
export const pages = (deps: PagesDeps) => (http: Http): void => {
  findPages(deps)(http)
  situationPages()(http)
  applyPages(deps)(http)
  casePages(deps)(http)
  openPages(deps)(http)
  registryPages()(http)
  passwordPages(http)
}
