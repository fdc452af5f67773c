import { createHash } from 'node:crypto'
import { canonical } from '../../../proof/canonical.ts'

/**
 * The salted commitment to a document that goes into the journal: SHA-256 over the canonical JSON of what the page is made
 * from. Same template version, number, data and salt give the same page, byte for byte. Without the salt (erased with the
 * data) nothing about the person can be guessed from it.
 */
export function digestOf(template: string, version: number, number: string, data: unknown, salt: Buffer): Buffer {
  if (salt.length < 16) throw new Error('a commitment needs at least 16 bytes of salt')
  return createHash('sha256').update(canonical({ template, version, number, data, salt: salt.toString('hex') })).digest()
}
