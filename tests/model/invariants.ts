import { isDeepStrictEqual } from 'node:util'
import type { Again, Step } from './world.ts'
import type { Observed } from './observe.ts'
import { runInvariants } from './invariants.run.ts'

/*
 * What must always be true, each with its law or promise; I-01 to I-30 are those of the threat model, the others its "and more". `step`
 * is asked after every command, `run` over all cases of a run at its end, `city` once over the whole city.
 */

export interface Invariant<T> {
  id: string
  says: string
  basis: string
  /** what is wrong, in words; empty where it holds */
  check(o: T): string[]
}
export interface Twice { says: string; statuses: number[] }

const same = isDeepStrictEqual
const untouched = ({ before, after }: { before: Step['before']; after: Step['after'] }) => same(before.types, after.types) && before.documents === after.documents && before.licences === after.licences
const bad = (wrong: boolean, text: string) => (wrong ? [text] : [])

export const stepInvariants: readonly Invariant<any>[] = [
  {
    id: 'I-31', says: 'what the model allows is done, and what it does not is refused', basis: '行政许可法 29–45; law.md 1.1–1.3',
    check: (s: Step) => bad((s.expected === 'done') !== s.status < 300, `expected ${s.expected}${s.why ? ` (${s.why})` : ''}: ${s.says}`),
  },
  {
    id: 'I-32', says: 'the record shows exactly the acts that were done, what lapsed before them and what follows at once', basis: 'settled.md 5; 行政许可法 32',
    check: (s: Step) => bad(s.expected === 'done' && s.status < 300 && !same(s.after.types, [...s.before.types, ...s.acts]), `acts ${s.after.types.slice(s.before.types.length).join()} instead of ${s.acts.join()}: ${s.says}`),
  },
  {
    id: 'I-33', says: 'a refusal leaves one trace and nothing else', basis: 'settled.md 2',
    check: (s: Step) => bad((s.status === 422 || s.status === 409) && s.expected !== 'done' && (s.after.refused !== s.before.refused + 1 || !untouched(s)), `${s.after.refused - s.before.refused} traces: ${s.says}`),
  },
  {
    id: 'I-34', says: 'the same request under the same key is answered the same and done once', basis: 'trust.md 3.2',
    check: (a: Again) => bad(a.again.status !== a.first.status || !same(a.again.body, a.first.body) || !untouched(a) || a.before.refused !== a.after.refused, `answered otherwise or done twice: ${a.says}`),
  },
  {
    id: 'I-35', says: 'a key that was used for one thing is refused for another, and nothing is done', basis: 'trust.md 3.2',
    check: (a: Again) => bad(a.again.status !== 422 || a.again.body.code !== 'E-KEY-REUSED' || !untouched(a), `not refused as a used key: ${a.says}`),
  },
  {
    id: 'I-36', says: 'state, day of acceptance and last day, as everybody sees them, are those of the law at this moment', basis: '行政许可法 32, 42; settled.md 5',
    check: (s: Step) => bad(s.after.state !== s.model.state || s.after.acceptedOn !== s.model.acceptedOn || s.after.decideBy !== s.model.decideBy,
      `shown ${s.after.state}, accepted ${s.after.acceptedOn}, to be decided by ${s.after.decideBy}; by law ${s.model.state}, ${s.model.acceptedOn}, ${s.model.decideBy}: ${s.says}`),
  },
  {
    id: 'I-37', says: 'who has not seen the newest act changes nothing', basis: 'settled.md 8',
    check: (s: Step) => bad(s.expected === 'stale' && (s.status !== 412 || !untouched(s)), `an old page was taken: ${s.says}`),
  },
  {
    id: 'I-38', says: 'who does not hold the office at this organ finds nothing and does nothing', basis: 'trust.md S-1; 行政许可法 4, 22',
    check: (s: Step) => bad(s.expected === 'stranger' && (![403, 404, 409, 412, 422].includes(s.status) || !untouched(s)), `a stranger was let in: ${s.says}`),
  },
  {
    id: 'I-39', says: 'what fails in the middle leaves nothing at all', basis: 'architecture.md 7',
    check: (s: Step) => bad(s.expected === 'fault' && (s.status < 500 || !untouched(s) || s.before.refused !== s.after.refused), `half an act: ${s.says}`),
  },
  {
    id: 'I-40', says: 'of two at the same moment one wins', basis: 'trust.md R-11',
    check: (t: Twice) => bad(t.statuses.filter((s) => s < 300).length !== 1, `${t.statuses.join()}: ${t.says}`),
  },
]

export { runInvariants }
export type RunInvariant = Invariant<Observed>

/** everything that is wrong with what was seen, each line with the invariant that says so */
export function violations<T>(invariants: readonly Invariant<T>[], seen: T): string[] {
  return invariants.flatMap((i) => i.check(seen).map((what) => `${i.id} ${i.says} (${i.basis}): ${what}`))
}
