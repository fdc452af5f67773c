import { expect, it } from 'vitest'
import { provisions } from '../law/index.ts'
import { resting } from '../law/kernel/provision.ts'
import { stale } from './law-index.ts'
import { diagram } from './lawDiagram.ts'
import { citedIn, wordsOf } from './lawIndexText.ts'

it('law/index.ts, law/INDEX.md and the diagrams are fresh (npm run law:index)', async () => {
  expect(await stale()).toEqual([])
})

it('reads citations from sources in each way they are written', () => {
  const text = "const law = '样例法'\ncite(law, 3, '第一款'); cite('别的法', 14); ({ law: '第三法', article: 5 }); cite(unknown, 9)"
  expect(citedIn(text)).toEqual([{ law: '样例法', article: 3 }, { law: '别的法', article: 14 }, { law: '第三法', article: 5 }])
})

it('takes the Chinese words at the head of the first comment, and no sentence', () => {
  expect(wordsOf('import x\n/* 一次性告知、补正 (许可法 32) */')).toEqual(['一次性告知', '补正'])
  expect(wordsOf('/** What a calendar must answer. */')).toEqual([])
})

it('finds the rules, clocks and acts that rest on an article on a day', () => {
  const on = resting(provisions, { law: '行政许可法', article: 32, day: '2020-12-25' })
  expect(on.map((p) => p.id)).toContain('permit/correction#one-time-notice')
  expect(new Set(on.map((p) => p.kind))).toEqual(new Set(['rule', 'clock', 'act']))
  expect(on.every((p) => p.regime === undefined || p.regime === 'permit')).toBe(true)
  expect(resting(provisions, { law: '市场主体登记管理条例', day: '2020-12-25' })).toEqual([])
})

it('draws where the acts of law really lead', () => {
  expect(diagram('permit')).toContain('correction --> accepted: 补正')
  expect(diagram('permit')).not.toContain('guideCorrection')
  expect(diagram('filing')).toContain('received --> filed: 备案')
  expect(diagram('realEstateRegistration')).not.toContain('special')
})
