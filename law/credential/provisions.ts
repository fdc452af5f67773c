import { fromRules, type Provision } from '../kernel/provision.ts'
import { profiles } from './profiles/index.ts'
import { attendanceRules } from './trainingAttendance.ts'
import { batchRules } from './trainingBatch.ts'

/* Everything in law/credential that rests on articles: the rules of every profile, of training. */

export const provisions: readonly Provision[] = [
  ...Object.values(profiles).flatMap((p) => fromRules([...p.officers, ...p.supervisors, ...p.bodies])),
  ...fromRules([...attendanceRules, ...batchRules]),
]
