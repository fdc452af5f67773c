import { createHash } from 'node:crypto'
import { canonical } from '../../../proof/canonical.ts'

/** 中华人民共和国行政许可法 → 行政许可法: the key by which rules cite */
export function shortTitle(title: string): string {
  return title.replace(/^《|》$/g, '').trim().replace(/^中华人民共和国/, '')
}

/** 三十二 or 32 → 32; undefined for what is no number below 1000 */
export function articleNumber(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text)
  const m = /^(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(text)
  if (!m || !text) return undefined
  const digit = (c: string | undefined): number => (c ? '一二三四五六七八九'.indexOf(c) + 1 : 0)
  return digit(m[1]) * 100 + (m[3] ? (digit(m[2]) || 1) * 10 : 0) + digit(m[4])
}

/** what makes two revisions, or two rows of an import, the same: SHA-256 of their canonical JSON */
export function hashOf(value: unknown): Buffer {
  return createHash('sha256').update(canonical(value)).digest()
}
