import type { Profile } from '../../audit.ts'
import { bodies } from './bodies.ts'
import { corrections } from './corrections.ts'
import { removals } from './removals.ts'
import { settings } from './settings.ts'
import { supervisors } from './supervisors.ts'

/** 许昌市2020年行政执法证件清理: the rule table of that clean-up with its own codes, which are not those of law.md 3.3. */
export const xuchang2020: Profile<typeof settings> = {
  key: 'xuchang-2020', name: '许昌市2020年行政执法证件清理', settings,
  verdicts: [
    { verdict: 'UNREADABLE', action: 'unreadable' }, { verdict: 'REMOVE', action: 'remove' }, { verdict: 'MERGE', action: 'merge' },
    { verdict: 'CORRECT', action: 'correct' }, { verdict: 'KEEP', action: 'retain' },
  ],
  officers: [...removals, ...corrections], supervisors, bodies,
  needs: {
    officers: ['row', 'name', 'sex', 'birthDate', 'idNo', 'bodyName', 'bodyUscc', 'establishment', 'rank', 'isEnforcementPost', 'status', 'onPostDate', 'credentialNo', 'issueDate', 'validTo', 'renewalApplied', 'publicExam', 'profExam', 'hours', 'sanction', 'note'],
    supervisors: ['row', 'name', 'post', 'status', 'hours', 'sanction'],
    bodies: ['name', 'uscc', 'status', 'successor'],
  },
}
