import type { Clock } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/db.ts'
import type { Journal } from '../../kernel/journal/index.ts'
import type { Casework } from '../casework/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import type { Directory } from '../directory/index.ts'
import { ratingOf } from './rating.ts'
import { hall as routesOf } from './routes.ts'

export interface HallDeps { db: Db; city: string; clock: Clock; journal: Journal; casework: Casework; catalogue: Catalogue; directory: Directory }

/** What happens at the counters around a case: assistance at the help desk, read-back, rating. */
export interface Hall {
  ratingOf(subject: string): ReturnType<typeof ratingOf>
  routes: ReturnType<typeof routesOf>
}

export function createHall(deps: HallDeps): Hall {
  return { ratingOf: (subject) => ratingOf(deps, subject), routes: routesOf(deps) }
}
