import { adult, retirementFixed, retirementStaged } from '../age.ts'
import type { Profile } from '../audit.ts'
import { bodyInForce, domain, entrustment } from '../body.ts'
import { annualCheck, dismissed, expired, failedLast, failedTwice, heavySanction } from '../conduct.ts'
import { ended, enforcementPost, excludedKinds, ofThisBody, offDuty, onEstablishment } from '../establishment.ts'
import { oneBody, oneKind, oneNumber, onePhoto } from '../listing.ts'
import { daysInOrder, filledIn, identity } from '../record.ts'
import { auxiliaries, removalShare, reviewers, twoOfficers } from '../strength.ts'
import { education, exams, hoursBefore, hoursSince } from '../training.ts'
import { settings } from './generalSettings.ts'

/** The rules of law.md 3.3, R01–R27 and B1–B4: data errors first, then removal, suspension, what a person must look at. */
export const general: Profile<typeof settings> = {
  key: 'general', name: '行政执法证件清理通用方案', settings,
  verdicts: [
    { verdict: 'DATA_ERROR', action: 'data-error' }, { verdict: 'REMOVE', action: 'remove' }, { verdict: 'SUSPEND', action: 'suspend' }, { verdict: 'REVIEW', action: 'review' },
    { verdict: 'BLOCKED', action: 'blocked' }, { verdict: 'RED', action: 'red' }, { verdict: 'CONFIRM', action: 'confirm' }, { verdict: 'YELLOW', action: 'yellow' }, { verdict: 'KEEP', action: 'retain' },
  ],
  officers: [
    onEstablishment, excludedKinds, ended, adult, retirementFixed, retirementStaged, bodyInForce, entrustment, enforcementPost, exams, hoursBefore, hoursSince, expired, oneBody, oneNumber,
    identity, dismissed, heavySanction, ofThisBody, offDuty, annualCheck, failedTwice, failedLast, oneKind, education, filledIn, domain, onePhoto, daysInOrder,
  ],
  supervisors: [],
  bodies: [twoOfficers, reviewers, auxiliaries, removalShare],
  needs: {
    officers: ['row', 'name', 'idNo', 'bodyUscc', 'establishment', 'status', 'publicExam', 'profExam'],
    supervisors: ['row', 'name', 'idNo'],
    bodies: ['name', 'uscc', 'status'],
  },
}
