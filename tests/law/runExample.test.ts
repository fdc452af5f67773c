import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { exampleFiles, examplesOf, root, time, type ActExample, type CallExample } from './example.ts'
import { itemOf, runActs, runCall } from './runExample.ts'

/* The runner itself: an example that says something false must fail, whatever it says. */

const scratch = mkdtempSync(join(tmpdir(), 'examples-'))
afterAll(() => rmSync(scratch, { recursive: true }))
let n = 0
/** reads one example written here, as if it stood under law/ */
function read(yaml: string) {
  const file = join(scratch, `${++n}.yaml`)
  writeFileSync(file, yaml)
  return examplesOf(relative(root, file))
}
const calls = (rest: string) => read(`- {rule: CAL-05, name: 样例, ${rest}}`)[0] as CallExample

const acts = exampleFiles().flatMap(examplesOf).filter((x): x is ActExample => x.form === 'acts')
const allowedOne = acts.find((x) => x.then.state && x.then.documents && x.then.clocks && !x.then.refuses)!
const refusedOne = acts.find((x) => x.then.refuses && x.then.says)!
const lapsedOne = acts.find((x) => (x.then.lapsed as string[] | undefined)?.length)!

describe('an example of a function', () => {
  it('fails on a wrong value, a missing part, a part that must not be there, and an error that does not come', () => {
    runCall(calls('call: ND, args: [2021-09-10, 15], gives: 2021-09-26'))
    expect(() => runCall(calls('call: ND, args: [2021-09-10, 15], gives: 2021-09-27'))).toThrow()
    expect(() => runCall(calls('call: derive, args: [{start: 2021-03-01, n: 5, unit: workday}], has: {due: 2021-03-09}'))).toThrow()
    expect(() => runCall(calls('call: derive.told, args: [{start: 2021-03-01, n: 5, unit: workday}], has: [没有的一句]'))).toThrow()
    expect(() => runCall(calls('call: maskName, args: [张三], lacks: 张'))).toThrow()
    expect(() => runCall(calls('call: maskName, args: [张三], has: 李'))).toThrow()
    expect(() => runCall(calls('call: WD, args: [2021-03-01, 5], throws: 任何一句'))).toThrow()
    expect(() => runCall(calls('call: WD, args: [2026-12-30, 5], throws: 别的一句'))).toThrow()
    expect(() => runCall(calls('call: nowhere, args: [], gives: 1'))).toThrow('not in tests/law/registry.ts')
  })

  it('fails when one of many is wrong', () => {
    expect(() => runCall(calls('call: NDX, each: [{args: [2021-01-01, 1], gives: 2021-01-02}, {args: [2021-01-01, 2], gives: 2021-01-02}]'))).toThrow()
  })
})

describe('an example of acts', () => {
  it('fails when the state, a document, a clock, a code, a sentence or a lapsed act is not what it says', () => {
    for (const x of [allowedOne, refusedOne, lapsedOne]) runActs(x)
    const says = (x: ActExample, then: Record<string, unknown>) => () => runActs({ ...x, then })
    expect(says(allowedOne, { state: 'nowhere' })).toThrow()
    expect(says(allowedOne, { documents: ['P99'] })).toThrow()
    expect(says(allowedOne, { clocks: { [Object.keys(allowedOne.then.clocks as object)[0]!]: { due: '1999-01-01' } } })).toThrow()
    expect(says(allowedOne, { clocks: { nosuch: { due: '1999-01-01' } } })).toThrow()
    expect(says(allowedOne, { clocks: { [Object.keys(allowedOne.then.clocks as object)[0]!]: null } })).toThrow()
    expect(says(allowedOne, { is: { state: 'nowhere' } })).toThrow()
    expect(says(allowedOne, { allowed: { CLK: ['nosuch'] } })).toThrow()
    expect(says(allowedOne, { lamp: { nosuch: 'green' } })).toThrow()
    expect(says(allowedOne, { refuses: 'E-XK-03' })).toThrow()
    expect(says(refusedOne, { state: refusedOne.then.state ?? 'x' })).toThrow('was refused')
    expect(says(refusedOne, { refuses: 'NONE' })).toThrow()
    expect(says(refusedOne, { refuses: refusedOne.then.refuses, says: '从来没有说过的话' })).toThrow()
    expect(says(refusedOne, { refuses: refusedOne.then.refuses, at: 'nosuch.field' })).toThrow()
    expect(says(lapsedOne, { lapsed: [] })).toThrow()
  })

  it('fails when an act that it takes as given would have been refused', () => {
    expect(() => runActs({ ...refusedOne, acts: [...refusedOne.acts, ...refusedOne.when], then: { state: 'x' } })).toThrow('was refused')
  })
})

describe('reading', () => {
  it('refuses unknown fields, nothing expected, an act by nobody, and an entry without its rule', () => {
    expect(() => calls('call: ND, args: [], give: 1')).toThrow('unknown field give')
    expect(() => calls('call: ND, args: []')).toThrow('nothing is expected')
    expect(() => calls('call: ND, args: 5, gives: 1')).toThrow('args must be a list')
    expect(() => calls('call: ND, each: [{arg: [], gives: 1}]')).toThrow('unknown field arg')
    expect(() => read('- {rule: XK-01, name: 样例, procedure: permit, when: {type: submit, at: 2021-01-01}, then: {state: x}}')).toThrow('by whom')
    expect(() => read('- {rule: XK-01, name: 样例, procedure: permit, when: {at: 2021-01-01}, then: {stat: x}}')).toThrow('unknown field stat')
    expect(() => read('- {rule: XK-01, name: 样例, procedure: permit, when: {at: 2021-01-01}, then: {}}')).toThrow('expects nothing')
    expect(() => read('- {name: 样例, call: ND, args: [], gives: 1}')).toThrow('needs rule and name')
    expect(() => calls('call: ND, args: [], gives: 1, calendar: {version: "2020.9"}')).toThrow('没有日历版本')
    expect(() => calls('call: ND, args: [], gives: 1, calendar: {version: 2020.2}')).toThrow('in quotes')
    expect(() => read('rule: XK-01')).toThrow('not a list')
  })

  it('expands short times to Beijing time', () => {
    expect([time('2021-02-08'), time('2021-02-08 16:30'), time('2021-02-08T16:30:00Z')])
      .toEqual(['2021-02-08T09:00:00.000+08:00', '2021-02-08T16:30:00.000+08:00', '2021-02-08T16:30:00Z'])
  })

  it('builds an item on another, deep, with lists replaced', () => {
    const base = itemOf('single')
    const over = itemOf({ is: 'single', promise: { n: 3 }, channels: ['web'], place: { phone: '1' } })
    expect(over.promise).toEqual({ unit: 'workday', n: 3 })
    expect(over.channels).toEqual(['web'])
    expect(over.place).toEqual({ ...base.place, phone: '1' })
    expect(() => itemOf('nosuch')).toThrow('no item nosuch')
  })
})
