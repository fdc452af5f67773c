import { createHmac } from 'node:crypto'
import type { Numbers } from '../../../../law/credential/examPaper.ts'

/** Endless numbers from the secret seed of an examination, for one name: HMAC-SHA256 in counter mode. The same seed and name give the same numbers for ever. */
export function numbersFrom(seed: Buffer, name: string): Numbers {
  let block = Buffer.alloc(0)
  let used = 0
  let n = 0
  return () => {
    if (used >= block.length) {
      block = createHmac('sha256', seed).update(`${name}|${n++}`).digest()
      used = 0
    }
    used += 4
    return block.readUInt32BE(used - 4)
  }
}
