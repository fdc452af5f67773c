import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readDigits, readToken, shownNow, slotMs } from './code.ts'

const secret = Buffer.alloc(32, 3)
const batch = randomUUID()
const now = 1_606_870_000_000

describe('会场屏幕上的码', () => {
  it('says batch and direction, holds while it is shown and for one more change', () => {
    const { token } = shownNow(secret, batch, 'out', now)
    expect(readToken(secret, token, now)).toEqual({ batch, kind: 'out', shown: 'screen' })
    expect(readToken(secret, token, now + slotMs)!.shown).toBe('screen')
    expect(readToken(secret, token, now + 2 * slotMs)!.shown).toBe('stale')
  })

  it("yesterday's is old, tomorrow's does not hold either, another city's is none", () => {
    const day = 86_400_000
    expect(readToken(secret, shownNow(secret, batch, 'in', now - day).token, now)!.shown).toBe('stale')
    expect(readToken(secret, shownNow(secret, batch, 'in', now + day).token, now)!.shown).toBe('stale')
    expect(readToken(secret, shownNow(Buffer.alloc(32, 4), batch, 'in', now).token, now)!.shown).toBe('none')
    expect(readToken(secret, 'https://example.org', now)).toBeUndefined()
  })

  it('as six digits finds its sitting among those that the person may sign, and is told from an old one', () => {
    const other = randomUUID()
    const { code, changesInMs } = shownNow(secret, batch, 'in', now)
    expect(code).toMatch(/^\d{6}$/)
    expect(changesInMs).toBeLessThanOrEqual(slotMs)
    expect(readDigits(secret, code, [other, batch], now)).toEqual({ batch, kind: 'in', shown: 'screen' })
    expect(readDigits(secret, code, [other, batch], now + 3 * slotMs)!.shown).toBe('stale')
    expect(readDigits(secret, code, [other], now)!.shown).toBe('none')
    expect(readDigits(secret, code, [], now)).toBeUndefined()
  })

  it('is another one each time, for each direction and each room', () => {
    const codes = [shownNow(secret, batch, 'in', now), shownNow(secret, batch, 'out', now), shownNow(secret, batch, 'in', now + slotMs), shownNow(secret, randomUUID(), 'in', now)]
    expect(new Set(codes.map((c) => c.token)).size).toBe(4)
  })
})
