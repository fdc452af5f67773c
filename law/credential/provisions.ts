import { fromRules, type Provision } from '../kernel/provision.ts'
import type { Procedure } from '../kernel/procedure.ts'
import { bodyProcedure } from './bodyProcedure.ts'
import { campaignProcedure } from './campaignProcedure.ts'
import { since } from './general.ts'
import { holderProcedure } from './holderProcedure.ts'
import { policyFloors } from './policy.ts'
import { profiles } from './profiles/index.ts'
import { taskProcedure } from './taskProcedure.ts'
import { attendanceRules } from './trainingAttendance.ts'
import { batchRules } from './trainingBatch.ts'

/* Everything in law/credential that rests on articles: the rules of every profile, of training, and the procedures of bodies, credentials, campaigns. */

function ofProcedure(p: Procedure<any, any>): Provision[] {
  const rules = [...new Set(Object.values(p.acts).flatMap((a) => a.rules))]
  return [...fromRules(rules), ...Object.entries(p.acts).map(([type, a]) => ({ id: `${p.id}#${type}`, kind: 'act' as const, name: a.name, basis: a.basis(since), from: since }))]
}

export const provisions: readonly Provision[] = [
  ...Object.values(profiles).flatMap((p) => fromRules([...p.officers, ...p.supervisors, ...p.bodies])), ...[bodyProcedure, holderProcedure, campaignProcedure, taskProcedure].flatMap(ofProcedure),
  ...fromRules([...attendanceRules, ...batchRules, ...policyFloors]),
  { id: 'credential/taskRules#after-the-reply', kind: 'clock', name: '单位核对期', basis: taskProcedure.acts['tell']!.basis(since), from: since },
]
