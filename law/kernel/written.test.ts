import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar } from '../calendar/index.ts'
import { within } from './bound.ts'
import { dateOf } from './dates.ts'
import { chineseDate, datesBadlyWritten } from './datesWritten.ts'
import { documentNumber, faultsOfRegister, isDocumentNumber, nextSerial, readDocumentNumber, voidNumber, type RegisterLine } from './documentNumber.ts'
import { amountInWords, capitals, fenOf, formatFen } from './money.ts'
import { caseOneDayRate, itemOneDayRate, promisedInOneDay, rate } from './oneDayRate.ts'
import { remedy, reviewRouteOf } from './remedy.ts'
import { unitBasisOf } from './unitOf.ts'

/* How documents write dates, amounts, numbers, rates and remedies. */

/** reads Chinese capitals back, by the values of the characters alone */
function readCapitals(text: string): number {
  const value = (c: string) => '零壹贰叁肆伍陆柒捌玖'.indexOf(c)
  const place: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 }
  let [total, part, digit, fen] = [0, 0, 0, 0]
  for (const c of text) {
    if (value(c) >= 0) digit = value(c)
    else if (place[c]) [part, digit] = [part + digit * place[c], 0]
    else if (c === '万') [total, part, digit] = [total + (part + digit) * 10_000, 0, 0]
    else if (c === '亿') [total, part, digit] = [(total + part + digit) * 100_000_000, 0, 0]
    else if (c === '元') [fen, total, part, digit] = [(total + part + digit) * 100, 0, 0, 0]
    else if (c === '角') [fen, digit] = [fen + digit * 10, 0]
    else if (c === '分') [fen, digit] = [fen + digit, 0]
  }
  return fen
}
const amount = fc.oneof(fc.nat(1_000_000), fc.nat({ max: 9_999_999_999_99 }), fc.integer({ min: 0, max: 9 }).chain((d) => fc.nat(12).map((p) => d * 10 ** p)))

describe('amounts', () => {
  it('in Chinese capitals and in figures are read back as they were', () => {
    fc.assert(fc.property(amount, (fen) => {
      const words = capitals(fen)
      expect(readCapitals(words)).toBe(fen)
      expect(words).not.toMatch(/零零|零[元万亿](?!整)/)
      expect(words.endsWith('整')).toBe(fen % 100 === 0)
      expect(fenOf(formatFen(fen))).toBe(fen)
    }), { numRuns: 500 })
  })

  it('are refused where they are no whole 分', () => {
    for (const bad of [0.5, Number.NaN, Infinity, 2 ** 60]) expect(() => capitals(bad)).toThrow('整数分')
    expect(() => capitals(-1)).toThrow('不能为负')
    expect(formatFen(-123456)).toBe('-1,234.56')
    for (const bad of ['', '1.', '1.234', '-1', '1,23', '一千', '1e3']) expect(() => fenOf(bad)).toThrow('最多两位小数')
    expect(amountInWords(20_000)).toBe('人民币贰佰元整（¥200.00）')
  })
})

describe('dates of documents', () => {
  it('have no leading zeros, and what has them is found', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), (n) => {
      const d = dateOf(n)
      const [y, m, day] = d.split('-') as [string, string, string]
      expect(datesBadlyWritten(`自${chineseDate(d)}起`)).toEqual([])
      const padded = `${y}年${m}月${day}日`
      expect(datesBadlyWritten(padded)).toEqual(padded === chineseDate(d) ? [] : [padded])
    }))
  })
})

describe('document numbers', () => {
  it('are read back as they were made', () => {
    fc.assert(fc.property(fc.constantFrom('许政处罚', '鄢林许准', '建'), fc.integer({ min: 1900, max: 2099 }), fc.integer({ min: 1, max: 99_999 }), fc.boolean(), (code, year, serial, withDi) => {
      const parts = { code, year, serial }
      if (code.length < 2) {
        expect(() => documentNumber(parts, { withDi })).toThrow('不是合规的发文字号')
        return
      }
      expect(readDocumentNumber(documentNumber(parts, { withDi }), { withDi })).toEqual(parts)
      expect(isDocumentNumber(documentNumber(parts, { withDi }), { withDi: !withDi })).toBe(false)
    }))
  })

  it('in a register are never given twice, and every gap is explained', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { maxLength: 20 }), (voids) => {
      let register: RegisterLine[] = []
      for (const isVoid of voids) {
        const serial = nextSerial(register)
        register = [...register, { serial }]
        if (isVoid) register = voidNumber(register, serial, '打印错误')
      }
      expect(register.map((l) => l.serial)).toEqual(voids.map((_, i) => i + 1))
      expect(faultsOfRegister(register)).toEqual([])
      if (register.length > 1) expect(faultsOfRegister(register.slice(1))).toEqual(['1号缺号，没有说明'])
    }))
  })
})

describe('rates, bounds, units and remedies', () => {
  const hours = { days: 'workday' as const, spans: [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '17:00' }], roundUpMinutes: 30 }

  it('one-day rates count items by promise and cases by what was done, rounded half up', () => {
    const promises = Array.from({ length: 1250 }, (_, i) => ({ unit: 'workday' as const, n: i < 1240 ? 1 : 2 }))
    expect(itemOneDayRate(promises, hours)).toEqual({ count: 1240, of: 1250, permille: 992, text: '99.2%' })
    expect(caseOneDayRate([{ accepted: '2020-12-25', decided: '2020-12-28' }, { accepted: '2020-12-25', decided: '2020-12-29' }], calendar()).text).toBe('50.0%')
    expect([rate(1, 8).text, rate(1, 2000).text, rate(1, 2001).text, rate(0, 0).text]).toEqual(['12.5%', '0.1%', '0.0%', '无数据'])
    expect([{ unit: 'officeMinutes' as const, n: 420 }, { unit: 'officeMinutes' as const, n: 421 }, { unit: 'sameDayBy' as const, time: '16:00' }].map((t) => promisedInOneDay(t, hours))).toEqual([true, false, true])
    expect(() => rate(2, 1)).toThrow('不能计算比例')
  })

  it('bounds include the number itself or not, as their word says', () => {
    fc.assert(fc.property(fc.integer(), fc.integer(), (limit, value) => {
      expect(within('以上', limit, value)).toBe(!within('不满', limit, value))
      expect(within('以下', limit, value)).toBe(!within('超过', limit, value))
      expect(within('以内', limit, value)).toBe(!within('以外', limit, value))
      expect(within('届满', limit, limit)).toBe(true)
    }))
  })

  it('units name the article that says what 日 means', () => {
    expect([unitBasisOf('行政许可法'), unitBasisOf('行政复议法'), unitBasisOf('行政复议法', '2023-01-01'), unitBasisOf('民法典')]).toEqual(['第八十二条', '第八十八条', '第四十条', undefined])
  })

  it('review goes where the law of the day sends it, and a suit waits for it in exactly the five kinds since 2024', () => {
    expect(['许昌海关', '鄢陵县税务局', '许昌市国家安全局', '许昌市司法局', '鄢陵县人民政府', '许昌市林业局', '许昌市金融工作局'].map(reviewRouteOf))
      .toEqual(['fromAbove', 'fromAbove', 'fromAbove', 'justice', 'government', 'department', 'department'])
    for (const kind of ['onTheSpotPenalty', 'naturalResources', 'failureToAct', 'disclosureRefusal', 'reviewFirstByLaw'] as const) {
      expect(remedy({ day: '2024-01-01', organ: '鄢陵县林业局', kind }).reviewFirst).toBe(true)
      expect(remedy({ day: '2023-12-31', organ: '鄢陵县林业局', kind }).reviewFirst).toBe(false)
    }
    expect(remedy({ day: '2024-01-01', organ: '鄢陵县林业局' }).reviewFirst).toBe(false)
    const named = remedy({ day: '2024-03-01', organ: '鄢陵县林业局', government: '鄢陵县人民政府', court: '许昌市魏都区人民法院' })
    expect(named.text).toContain('向鄢陵县人民政府申请行政复议')
    expect(named.text).toContain('直接向许昌市魏都区人民法院提起行政诉讼')
  })
})
