import { expect, test } from 'vitest'
import { calendar } from '../../../../law/calendar/index.ts'
import { usualTerms } from '../../../../law/credential/exam.ts'
import { dueOf } from './exams.ts'

test('异议的最后一天落在还没有公布放假安排的年份，是暂定的（CAL-03）', () => {
  const due = (published_at: string) => dueOf({ calendar } as never, { published_at, terms: usualTerms } as never)
  expect(due('2026-12-30T10:00:00.000+08:00')).toEqual({ appealDue: '2027-01-07', appealProvisional: true })
  expect(due('2026-12-01T10:00:00.000+08:00')).toEqual({ appealDue: '2026-12-08', appealProvisional: false })
})
