import * as bundle from '../../law/permit/joint.ts'
import { chairFaults, hearingAfterRequest, hearingDay, hearingNotBefore, hearingNoticeBy, hearingRequestBy } from '../../law/permit/hearing.ts'
import { commitmentFlow, commitmentOffered } from '../../law/permit/commitment.ts'
import { correctionFaults, renewal, termUntil } from '../../law/permit/renewal.ts'
import { bannedUntil, barred, endingFor, revocationDue, viewsBy } from '../../law/permit/ending.ts'
import { askedAgain, preReviewDue } from '../../law/permit/preReview.ts'
import { documentInfo } from '../../law/permit/documents.ts'
import { grantOrder } from '../../law/permit/quota.ts'
import { latestSupply } from '../../law/permit/tolerant.ts'
import { situationOf, type Situation } from '../../law/permit/questions.ts'
import { bundleSituation, bundleUnanswered } from '../../law/permit/situation.ts'
import { offersAssistance } from '../../law/permit/assisted.ts'
import { refundable } from '../../law/permit/termination.ts'
import type { ExampleFunction } from './registry.ts'

const ids = (s: Situation) => ({ asked: s.asked.map((q) => q.id), answers: s.answers, open: s.open.map((q) => q.id) })

/** functions of law/permit that are no acts: dates of hearings, renewal and ending, bundles, documents */
export const permitFunctions: Readonly<Record<string, ExampleFunction>> = {
  hearingRequestBy: ({ calendar }, d) => hearingRequestBy(d, calendar),
  hearingAfterRequest: ({ calendar }, told) => hearingAfterRequest(told, calendar),
  hearingNoticeBy: ({ calendar }, d) => hearingNoticeBy(d, calendar),
  hearingNotBefore: ({ calendar }, d) => hearingNotBefore(d, calendar),
  hearingDay: ({ calendar }, notice, day) => hearingDay(notice, day, calendar),
  chairFaults: (_, chair, handled) => chairFaults(chair, handled),
  renewal: (_, r) => renewal(r),
  termUntil: (_, from, months) => termUntil(from, months),
  correctionFaults: (_, changed) => correctionFaults(changed),
  endingFor: (_, ground, facts) => endingFor(ground, facts),
  revocationDue: ({ calendar }, d, extended) => revocationDue(d, calendar, extended),
  viewsBy: ({ calendar }, d) => viewsBy(d, calendar),
  bannedUntil: (_, item, how, on) => bannedUntil(item, how, on) ?? null,
  barred: (_, asked, ban) => barred(asked, ban),
  preReviewDue: ({ calendar }, d) => preReviewDue(d, calendar),
  askedAgain: (_, file, asked) => askedAgain(file, asked),
  grantOrder: (_, applications, places) => grantOrder(applications, places),
  commitmentOffered: (_, item, applicant) => commitmentOffered(item, applicant),
  commitmentFlow: ({ calendar }, s) => commitmentFlow(s, calendar),
  offersAssistance: (_, person, on) => offersAssistance(person, on),
  refundable: (_, paidFor) => refundable(paidFor),
  latestSupply: ({ calendar }, d, n) => latestSupply(d, n, calendar),
  documentInfo: (_, regime, code, day) => documentInfo(regime, code, day),
  'situation.of': (_, questions, answers) => ids(situationOf(questions, answers)),
  'situation.bundle': (_, terms, items, answers) => { const s = bundleSituation(terms, (k) => items[k], answers); return { members: s.members.map((m) => m.item), ...ids(s) } },
  'situation.bundleUnanswered': (_, terms, items, answers) => bundleUnanswered(terms, (k) => items[k], answers, '2020-12-25T09:00:00.000+08:00').map((f) => `${f.at} ${f.basis[0]!.law} ${f.basis[0]!.article}`),
  'bundle.members': (_, terms, answers) => bundle.membersFor(terms, answers),
  'bundle.materials': (_, items, answers) => bundle.mergedMaterials(items, answers),
  'bundle.fields': (_, items, answers) => bundle.mergedFields(items, answers),
  'bundle.notice': (_, found) => bundle.mergedNotice(found),
  'bundle.promise': ({ calendar }, members, from, hours) => bundle.bundlePromise(members, from, hours, calendar),
  'bundle.progress': (_, members) => bundle.bundleProgress(members),
  'bundle.waitingFor': (_, after, members) => bundle.waitingFor(after, members),
}
