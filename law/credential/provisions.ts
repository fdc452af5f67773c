import { fromRules, type Provision } from '../kernel/provision.ts'
import { profiles } from './profiles/index.ts'

/* Everything in law/credential that rests on articles: the rules of every profile. */

export const provisions: readonly Provision[] = Object.values(profiles).flatMap((p) => fromRules([...p.officers, ...p.supervisors, ...p.bodies]))
