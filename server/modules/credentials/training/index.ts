import type { TrainingSettings } from '../../../../law/credential/trainingSettings.ts'
import { createLimiter, type Http, type Limiter } from '../../../kernel/http/index.ts'
import type { Queryable } from '../../../kernel/db.ts'
import type { CredentialsDeps } from '../index.ts'
import { ringBatches } from './batches.ts'
import { hoursOf } from './hours.ts'
import { takeIn, type TrainingPack } from './pack.ts'
import { ringPoints } from './points.ts'
import { routes } from './routes.ts'

export { readTrainingPack, type TrainingPack } from './pack.ts'

export interface TrainingDeps extends CredentialsDeps {
  /** 32 secret bytes behind the codes of the screens */
  codes: Buffer
  settings: TrainingSettings
  /** six digits can be guessed, but not often */
  tries: Limiter
}

/** Courses, batches, signing in and out, hours of a year, law study of leadership teams, demonstration points. */
export interface Training {
  routes(http: Http): void
  /** class hours of a year by identity number, counted here or taken over; nobody missing = 0. For the registry, the clean-up (R10) and the officer's card */
  hoursOf(on: Queryable, idNumbers: readonly string[], year: number): Promise<ReadonlyMap<string, number>>
  /** records what lapsed by time: batches that began or closed, points whose naming ran out; how many */
  ring(): Promise<number>
  /** demo courses and batches of a pack, once; days are counted from today's legal day */
  takeIn(pack: TrainingPack): Promise<void>
}

export function createTraining(given: CredentialsDeps & Pick<TrainingDeps, 'codes' | 'settings'>): Training {
  const deps: TrainingDeps = { ...given, tries: createLimiter(0.1, 12, 'E-TOO-OFTEN', '输入的次数太多，请过一会儿再试，或者请组织者查验身份证后登记') }
  return {
    routes: (http) => routes(deps)(http),
    hoursOf: (on, idNumbers, year) => hoursOf(on, deps.city, idNumbers, year),
    ring: async () => (await ringBatches(deps)) + (await ringPoints(deps)),
    takeIn: (pack) => takeIn(deps, pack),
  }
}
