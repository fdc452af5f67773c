import { describe, expect, it } from 'vitest'
import { timeLeft } from './timeLeft.ts'

const hours = [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '17:00' }]

describe('还剩多少时间', () => {
  it('今天的时刻按大厅开放时间数，午休不算', () => {
    expect(timeLeft({ due: '2020-12-25', dueAt: '2020-12-25T16:00:00.000+08:00' }, '2020-12-25T11:00:00.000+08:00', hours)).toBe('还剩 4 小时')
    expect(timeLeft({ due: '2020-12-25', dueAt: '2020-12-25T16:00:00.000+08:00' }, '2020-12-25T15:20:00.000+08:00', hours)).toBe('还剩 40 分钟')
    expect(timeLeft({ due: '2020-12-25', dueAt: '2020-12-25T16:00:00.000+08:00' }, '2020-12-25T16:05:00.000+08:00', hours)).toBe('超过 5 分钟')
  })
  it('日期按工作日数：周末、元旦放假不算', () => {
    expect(timeLeft({ due: '2020-12-28' }, '2020-12-25T11:00:00.000+08:00', hours)).toBe('还剩 1 个工作日')
    expect(timeLeft({ due: '2021-01-04' }, '2020-12-31T11:00:00.000+08:00', hours)).toBe('还剩 1 个工作日')
    expect(timeLeft({ due: '2020-12-25' }, '2020-12-25T11:00:00.000+08:00', hours)).toBe('今天到期')
    expect(timeLeft({ due: '2020-12-25' }, '2020-12-29T11:00:00.000+08:00', hours)).toBe('超期 2 个工作日')
  })
})
