import type { Answers } from '../kernel/condition.ts'
import { legalDateOf } from '../kernel/dates.ts'
import type { Finding } from '../kernel/rule.ts'
import { situationOf, unanswered, type Situation } from './questions.ts'
import type { BundleTerms, ItemTerms } from '../item/item.ts'
import { membersFor, type BundleMember } from './joint.ts'
import { read } from './reading.ts'
import { basisOf, guard } from './regime.ts'
import { regimes } from './regimes/index.ts'

/*
 * 情形问题要答完才能提交 (许可法 30, 31; the other regimes by their own articles).
 *
 * Our reading. The guide publishes the whole list of materials (30); the applicant tells the true circumstances and is asked
 * only for what belongs to them (31). Which materials belong to them the questions decide; a submission that leaves one open
 * asks for a list that nobody can draw up, and the first "missing" paper would come to light only after acceptance, when law
 * lets nobody ask any more (32 第一款第四项). So the questions are part of the application, like its signature, and not one of
 * its materials: to leave them out is refused in every channel, and the refusal names each one.
 *
 * This is no refusal to take an application in (32 第一款): for want of a *material* intake is never refused here. At the
 * window and at the help desk the person is present and the official asks (30 第二款: the organ explains); the answer is a key,
 * not a paper, so a receipt is always possible the same minute. Letters and couriers are no channel of this platform yet; when
 * they are, the clerk asks by telephone, and the fact `receivedEarlier` keeps the day of receipt at the day on which the papers
 * were signed for (XK-05), so that nobody loses a day by being asked. The other reading, to take it in and ask by the one-time
 * notice, would let a clerk's unasked question cost the applicant a second errand; we do not follow it.
 */

/** ITM-03: each question of the guide that applies under the answers given is answered, with an option that exists; all open ones at once */
export const situationAnswered = guard({
  id: 'permit/situation#answered', code: 'ITM-03', topic: 'situation',
  test: ({ act, item }) => {
    const given = read('submit', act).answers ?? {}
    return unanswered(situationOf(item.questions, given), given)
  },
})

export interface BundleSituation extends Situation {
  /** the members that the answers that count bring in */
  members: BundleMember[]
}

/**
 * The questions of a bundle, then those of every member that its answers bring in, in the members' order; the same question
 * is asked once. A member that a changed answer leaves out takes its questions and their answers along. `terms`: the revision
 * of each member that is in force; a member without one is passed over.
 */
export function bundleSituation(bundle: BundleTerms, terms: (key: string) => ItemTerms | undefined, given: Answers): BundleSituation {
  const own = situationOf(bundle.questions, given)
  const members = membersFor(bundle, own.answers)
  const of = members.flatMap((m) => terms(m.item)?.questions ?? []).filter((q) => !own.asked.some((x) => x.id === q.id))
  const theirs = situationOf(of, given, own.answers)
  return { members, asked: [...own.asked, ...theirs.asked], answers: theirs.answers, open: [...own.open, ...theirs.open] }
}

/** What the rule finds about an item's questions on a day, before anything is submitted: a helper learns it before the read-back. */
export function itemUnanswered(item: ItemTerms, given: Answers, now: string): Finding[] {
  const basis = basisOf(regimes[item.regime], 'situation', legalDateOf(now))
  return unanswered(situationOf(item.questions, given), given).map((f) => ({ rule: situationAnswered.id, code: situationAnswered.code, basis, ...f }))
}

/**
 * The same for a bundle: what it asks itself, then what the members ask that the answers bring in, each question once. The
 * lead organ takes the bundle in as one service, so its own questions rest on the articles of public services, a member's on
 * those of its regime.
 */
export function bundleUnanswered(bundle: BundleTerms, terms: (key: string) => ItemTerms | undefined, given: Answers, now: string): Finding[] {
  const basis = basisOf(regimes.publicService, 'situation', legalDateOf(now))
  const own = unanswered(situationOf(bundle.questions, given), given).map((f): Finding => ({ rule: situationAnswered.id, code: 'MOD-03', basis, ...f }))
  const theirs = bundleSituation(bundle, terms, given).members.flatMap((m) => { const item = terms(m.item); return item ? itemUnanswered(item, given, now) : [] })
  return [...own, ...theirs].filter((f, i, all) => all.findIndex((x) => x.at === f.at) === i)
}
