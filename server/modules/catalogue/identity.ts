import { createHash } from 'node:crypto'
import { canonical } from '../../../proof/canonical.ts'

/** 中华人民共和国行政许可法 → 行政许可法: the key by which rules cite */
export function shortTitle(title: string): string {
  return title.replace(/^《|》$/g, '').trim().replace(/^中华人民共和国/, '')
}

/** what makes two revisions, or two rows of an import, the same: SHA-256 of their canonical JSON */
export function hashOf(value: unknown): Buffer {
  return createHash('sha256').update(canonical(value)).digest()
}
