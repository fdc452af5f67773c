import { dayNumber, type LegalDate } from '../kernel/dates.ts'
import { citizenCheck } from '../kernel/identity.ts'
import type { BodyRow, OfficerRow, SupervisorRow } from './row.ts'

/* 读数 (how a row is read before it is judged: trimmed, full width to half width, the identity number taken apart). */

/** What stands in an identity number, whether or not its check character is right. */
export interface IdentityRead {
  /** as typed, half width, x as X, without blanks: 15 or 18 characters */
  typed: string
  /** 18 characters with the check character that belongs there */
  id: string
  /** the first 17: who it is, for finding the same person twice */
  person: string
  birth: LegalDate
  sex: '男' | '女'
  from15: boolean
  checkRight: boolean
}

export interface Read {
  /** undefined where the number cannot be read */
  identity: IdentityRead | undefined
}
export type OfficerRead = OfficerRow & Read & { written: OfficerRow }
export type SupervisorRead = SupervisorRow & Read & { written: SupervisorRow }
export type BodyRead = BodyRow & { written: BodyRow }

/** trimmed, full-width characters (and the ideographic space) as half-width ones */
export function half(text: string): string {
  return asIs(text) ? text : halfWidth(text)
}

function halfWidth(text: string): string {
  return (/[\uFF01-\uFF5E\u3000]/.test(text) ? text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ') : text).trim()
}

/** nothing to trim and nothing in full width: so it is with nearly every cell, and looking is quicker than matching */
function asIs(text: string): boolean {
  const n = text.length
  if (n === 0) return true
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(n - 1)]
  // blanks beyond ASCII begin at 0xa0, in ranges that no cell begins with
  if (first <= 0x20 || last <= 0x20 || blank(first) || blank(last)) return false
  for (let i = 0; i < n; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x3000 || (c > 0xff00 && c < 0xff5f)) return false
  }
  return true
}
const blank = (c: number): boolean => c === 0xa0 || c === 0x1680 || (c >= 0x2000 && c <= 0x200a) || c === 0x2028 || c === 0x2029 || c === 0x202f || c === 0x205f || c === 0xfeff

/**
 * Takes an identity number apart. A 15-digit one gets `century` before its year and the check character that belongs to it.
 * Undefined where it cannot be read at all: another length, other characters, a day that does not exist.
 */
export function readIdentity(text: string, century: string): IdentityRead | undefined {
  const plain = /^\d{17}[\dX]$/.test(text)
  const typed = plain ? text : half(text).replace(/\s/g, '').toUpperCase()
  const from15 = !plain && /^\d{15}$/.test(typed)
  if (!plain && !from15 && !/^\d{17}[\dX]$/.test(typed)) return undefined
  const person = from15 ? typed.slice(0, 6) + century + typed.slice(6) : typed.slice(0, 17)
  const birth = `${person.slice(6, 10)}-${person.slice(10, 12)}-${person.slice(12, 14)}`
  try {
    dayNumber(birth)
  } catch {
    return undefined
  }
  const id = person + citizenCheck(person)
  return { typed, id, person, birth, sex: Number(person[16]) % 2 ? '男' : '女', from15, checkRight: from15 || id === typed }
}

/** every text of a row in half width; what was written stays beside it. A copy that has all its fields from the start keeps its shape, which twelve thousand rows feel. */
function halved<R extends object>(row: R, identity?: IdentityRead): R & { written: R; identity: IdentityRead | undefined } {
  const out = { ...row, written: row, identity }
  for (const k in row) {
    const v = row[k]
    if (typeof v !== 'string' || v === '') continue
    if (!asIs(v)) (out as Record<string, unknown>)[k] = halfWidth(v)
  }
  return out
}

/** a row of people, ready to be judged; `century` as in readIdentity */
export function readPerson<R extends { idNo: string }>(row: R, century: string): R & Read & { written: R } {
  return halved(row, readIdentity(row.idNo, century))
}

export const readBody = (row: BodyRow): BodyRead => halved(row)

/** a number as people write one: 60, 62.5; undefined for anything else (缺考, nothing, 合格) */
export function numberOf(text: string): number | undefined {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}
