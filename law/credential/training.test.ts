import { describe, expect, it } from 'vitest'
import { exampleFiles, examplesOf, type CallExample } from '../../tests/law/example.ts'
import { runCall } from '../../tests/law/runExample.ts'
import { unnoticed } from '../../tests/law/unnoticed.ts'
import type { Rule } from '../kernel/rule.ts'
import { pointRules } from './demonstrationPoint.ts'
import { attendanceRules } from './trainingAttendance.ts'
import { batchRules } from './trainingBatch.ts'

/* Every rule of training is missed by an example when it keeps silent. */

const examples = exampleFiles().filter((f) => f.endsWith('training.examples.yaml')).flatMap(examplesOf) as CallExample[]
const rules = [...attendanceRules, ...batchRules, ...pointRules] as Rule<any, any>[]
const fails = (x: CallExample): boolean => { try { runCall(x) } catch { return true } return false }

describe('the rules of training', () => {
  it('are each missed by an example when they keep silent', () => {
    expect(examples.filter(fails).map((x) => x.name)).toEqual([])
    expect(unnoticed(rules, examples, fails).map((r) => r.id)).toEqual([])
  })
})
