import type { Clock } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/http/index.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Journal } from '../../kernel/journal/index.ts'
import type { Casework } from '../casework/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import type { Directory } from '../directory/index.ts'
import { endAssistances } from './assistance.ts'
import { ratingOf } from './rating.ts'
import { createCodeTries, type CodeTries } from './readBack.ts'
import { hall as routesOf } from './routes.ts'

export interface HallDeps { db: Db; city: string; clock: Clock; journal: Journal; casework: Casework; catalogue: Catalogue; directory: Directory; tries: CodeTries }

/** What happens at the counters around a case: assistance at the help desk, read-back, rating. */
export interface Hall {
  ratingOf(subject: string): ReturnType<typeof ratingOf>
  /** a helper may add files for the person of a mandate that still holds */
  mayWriteFile(ctx: Ctx, owner: string): Promise<boolean>
  /** ends at once what these people help with: whoever lost a credential holds no mandate either. Each leaves an entry in the log */
  endAssistances(tx: Tx, people: readonly string[]): Promise<void>
  routes: ReturnType<typeof routesOf>
}

export function createHall(given: Omit<HallDeps, 'tries'>): Hall {
  const deps: HallDeps = { ...given, tries: createCodeTries() }
  return {
    async mayWriteFile(ctx, owner) {
      if (!ctx.session || !ctx.grants.some((g) => g.role === 'helper')) return false
      const { rows } = await deps.db.query(`select 1 from hall.assistance where city = $1 and clerk = $2 and applicant = $3 and expires > $4 limit 1`, [deps.city, ctx.person, owner, deps.clock.legal()])
      return rows.length > 0
    },
    endAssistances: (tx, people) => endAssistances(deps, tx, people),
    ratingOf: (subject) => ratingOf(deps, subject), routes: routesOf(deps),
  }
}
