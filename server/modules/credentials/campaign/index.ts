import type { Http } from '../../../kernel/http/index.ts'
import type { CredentialsDeps } from '../index.ts'
import { reckonReplies, ringReplies } from './ending.ts'
import type { Registry } from '../registry/index.ts'
import { campaignRoutes } from './routes.ts'

export { importRoster, type Import, type Imported } from './importing.ts'
export { campaignCounts } from './reporting.ts'

/** Clean-up campaigns: a roster frozen and judged, each body's part in it, the report (RA-01). */
export interface Campaigns {
  routes(http: Http): void
  /** puts on record whose reply day is over by legal time. @returns how many bodies */
  ring(): Promise<number>
  /** reckons reply days that were 暂定 again under the calendar of now. @returns how many moved or became final */
  recomputeProvisional(): Promise<number>
}

export function createCampaigns(deps: CredentialsDeps, registry: Registry): Campaigns {
  return { routes: campaignRoutes(deps, registry), ring: () => ringReplies(deps), recomputeProvisional: () => reckonReplies(deps) }
}
