import { describe, expect, it } from 'vitest'
import { daysBetween, sayAnswer, sayBytes, sayDate, sayDay, sayDue, sayExactly, sayInstant, sayMoney, weekday } from './say.ts'

const now = '2020-12-25T11:00:00.000+08:00'

describe('times are said as people do', () => {
  it('says the days around today by name and the others by date and weekday', () => {
    expect([-1, 0, 1, 2, 3].map((n) => sayDay(`2020-12-${25 + n}`, now))).toEqual(['昨天', '今天', '明天', '后天', '12月28日（周一）'])
    expect(sayDay('2021-01-04', now)).toBe('2021年1月4日（周一）')
  })
  it('says the promise of Mr Chen, and one that has only a day', () => {
    expect(sayDue({ due: '2020-12-25', dueAt: '2020-12-25T16:00:00.000+08:00' }, now)).toBe('今天 16:00 前')
    expect(sayDue({ due: '2020-12-25' }, now)).toBe('最晚今天')
    expect(sayDue({ due: '2021-01-25' }, now)).toBe('最晚 2021年1月25日（周一）')
  })
  it('never says 今天 on a record', () => {
    expect(sayExactly('2020-12-25T16:00:00.000+08:00')).toBe('2020年12月25日 16:00')
    expect(sayInstant('2020-12-28T09:30:00.000+08:00', now)).toBe('12月28日（周一）09:30')
  })
  it('counts days over a leap day and a year end', () => {
    expect(daysBetween('2020-02-28', '2020-03-01')).toBe(2)
    expect(daysBetween('2020-12-31', '2021-01-01')).toBe(1)
    expect(weekday('2020-12-25')).toBe('周五')
    expect(sayDate('2021-01-04', now)).toBe('2021年1月4日')
  })
})

describe('sums', () => {
  it('says money in yuan and nothing as 不收费', () => {
    expect([0, 1, 3000, 123456].map(sayMoney)).toEqual(['不收费', '0.01 元', '30 元', '1,234.56 元'])
  })
  it('says sizes', () => {
    expect([10, 2048, 2_500_000].map(sayBytes)).toEqual(['1 KB', '2 KB', '2.4 MB'])
  })
})

describe('answers', () => {
  const options = [{ value: 'own', label: '自己的' }, { value: 'rented', label: '租的' }]
  it('says choices by their labels, yes and no, dates and sums', () => {
    expect(sayAnswer({ kind: 'choice', options }, 'own')).toBe('自己的')
    expect(sayAnswer({ kind: 'choices', options }, ['own', 'rented'])).toBe('自己的、租的')
    expect(sayAnswer({ kind: 'yesNo' }, 'false')).toBe('否')
    expect(sayAnswer({ kind: 'date' }, '2020-12-25')).toBe('2020年12月25日')
    expect(sayAnswer({ kind: 'money' }, '300000')).toBe('300000 元')
    expect(sayAnswer({ kind: 'text' }, undefined)).toBe('')
  })
})
