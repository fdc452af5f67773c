import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageOn, citizenCheck, citizenId, creditCheck, licenceCheck, licenceIdentifier, maskId, maskIdPublic, maskName, maskPhone, normaliseCode, organisationCheck, readLicenceIdentifier, socialCreditCode } from './identity.ts'

const digits = (n: number) => fc.array(fc.nat(9), { minLength: n, maxLength: n }).map((a) => a.join(''))
const birth = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10).replaceAll('-', ''))
const province = fc.constantFrom('11', '41', '44', '65', '81')
const id = fc.tuple(province, digits(4), birth, digits(3)).map((p) => p.join('')).map((first) => first + citizenCheck(first))
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const code = fc.tuple(fc.constantFrom('11', '12', '91', '92'), digits(6), fc.array(fc.constantFrom(...alphabet), { minLength: 8, maxLength: 8 }))
  .map(([head, area, organisation]) => head + area + organisation.join('') + organisationCheck(organisation.join(''))).map((first) => first + creditCheck(first))

describe('identity numbers', () => {
  it('of the right make-up are accepted, however they are typed', () => {
    fc.assert(fc.property(id, (x) => {
      const read = citizenId(x)
      expect(read).toMatchObject({ ok: true, id: x, birth: `${x.slice(6, 10)}-${x.slice(10, 12)}-${x.slice(12, 14)}`, sex: Number(x[16]) % 2 ? 'male' : 'female' })
      const wide = [...x].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
      expect(citizenId(` ${wide.toLowerCase()} `)).toEqual(read)
      expect(citizenId(x.toLowerCase())).toEqual(read)
    }))
  })

  it('with one wrong digit, or two neighbours exchanged, are refused', () => {
    fc.assert(fc.property(id, fc.nat(16), fc.nat(9), (x, i, d) => {
      const wrong = x.slice(0, i) + d + x.slice(i + 1)
      expect(citizenId(wrong).ok).toBe(wrong === x)
      const swapped = x.slice(0, i) + x[i + 1] + x[i] + x.slice(i + 2)
      expect(citizenId(swapped).ok).toBe(swapped === x)
    }), { numRuns: 300 })
  })

  it('of 15 digits become the same 18 that the card carries', () => {
    fc.assert(fc.property(id.filter((x) => x.slice(6, 8) === '19' && Number(x.slice(14, 17)) < 996), (x) => {
      expect(citizenId(x.slice(0, 6) + x.slice(8, 17))).toMatchObject({ ok: true, id: x, from15: true })
    }))
    expect(citizenId('411024990101998')).toMatchObject({ ok: true, birth: '1899-01-01' })
  })

  it('give the age in full years', () => {
    expect([ageOn('1962-03-15', '2022-03-14'), ageOn('1962-03-15', '2022-03-15'), ageOn('2000-02-29', '2020-02-28'), ageOn('2000-02-29', '2021-03-01')]).toEqual([59, 60, 19, 21])
  })
})

describe('social credit codes', () => {
  it('of the right make-up are accepted; one wrong character is refused', () => {
    fc.assert(fc.property(code, fc.nat(17), fc.constantFrom(...alphabet), (x, i, c) => {
      expect(socialCreditCode(x)).toMatchObject({ ok: true, code: x, division: x.slice(2, 8), organisation: x.slice(8, 17) })
      const wrong = x.slice(0, i) + c + x.slice(i + 1)
      expect(socialCreditCode(wrong).ok).toBe(wrong === x)
    }), { numRuns: 300 })
    expect(socialCreditCode('91411O24MA3X123453').why).toBe('不能含有字符O')
    expect(socialCreditCode('9141A024MA3X123453').why).toBe('第3至8位应为行政区划代码')
  })
})

describe('licence identifiers', () => {
  const parts = fc.record({ type: fc.tuple(code, digits(3)).map((p) => p.join('')), issuer: code, serial: digits(11), version: digits(3) })

  it('are read back, and refused with one wrong character', () => {
    fc.assert(fc.property(parts, fc.constantFrom(...alphabet), (p, c) => {
      const written = licenceIdentifier(p)
      expect(readLicenceIdentifier(written)).toEqual({ ok: true, ...p })
      const check = licenceCheck(p)
      expect(readLicenceIdentifier(written.slice(0, -1) + c)).toMatchObject(c === check ? { ok: true } : { ok: false, code: 'E-ELE-04' })
      expect(readLicenceIdentifier(`${written}.1`)).toMatchObject({ ok: false, code: 'E-ELE-04' })
    }))
    expect(() => licenceIdentifier({ type: 'short', issuer: 'x', serial: '1', version: '001' })).toThrow('类型代码')
    expect(() => licenceIdentifier({ type: '11100000000013338W011', issuer: '11430000006122244L', serial: '1', version: '1' })).toThrow('版本号')
    expect(() => licenceIdentifier({ type: '11100000000013338W011', issuer: '11430000006122244L', serial: '第1', version: '001' })).toThrow('不能含有字符')
  })
})

describe('masks', () => {
  it('keep the length in characters, hide what they must, and never show more than half', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('张', '𠮷', '䶮', '1', 'A', '·'), { maxLength: 24 }), (chars) => {
      const text = chars.join('')
      for (const mask of [maskId, maskIdPublic, maskPhone, maskName]) {
        const out = [...mask(text)]
        expect(out).toHaveLength(chars.length)
        const open = out.filter((c) => c !== '*').length
        expect(open <= Math.ceil(chars.length / 2) + 2).toBe(true)
        if (chars.length) expect(out).toContain('*')
        out.forEach((c, i) => expect(c === '*' || c === chars[i]).toBe(true))
      }
    }))
    expect([maskId('411024196203151235'), maskIdPublic('411024196203151235'), maskPhone('13812345678'), maskName('𠮷')]).toEqual(['411024********1235', '411***********1235', '138****5678', '*'])
  })

  it('normalise blanks and widths only', () => {
    expect(normaliseCode('\u3000４１ a\tｘ\n')).toBe('41AX')
  })
})
