import { bytesOf, concat, ProofError } from './encoding.ts'

/* C2SP tlog-cosignature, v1: a witness's statement that at a time this was the largest consistent tree it had seen. */

/** what a cosignature signs: header line, time line, and the whole text of the checkpoint */
export function cosignedMessage(text: string, time: number): Uint8Array {
  return bytesOf(`cosignature/v1\ntime ${time}\n${text}`)
}

/** `timestamped_signature`: time as big-endian u64, then the signature. `time` in whole seconds since 1970 UTC. */
export function packTimestamped(time: number, signature: Uint8Array): Uint8Array {
  if (!Number.isSafeInteger(time) || time < 0) throw new ProofError('malformed-number', 'time is no POSIX timestamp')
  const out = new Uint8Array(8)
  for (let i = 7, rest = time; i >= 0; i--, rest = Math.floor(rest / 256)) out[i] = rest % 256
  return concat(out, signature)
}

/** Reads one. Refuses times above 2^53 - 1; the format allows 2^63 - 1, which no clock will ever show. */
export function unpackTimestamped(bytes: Uint8Array): { time: number, signature: Uint8Array } {
  if (bytes.length < 8) throw new ProofError('malformed-signature', 'a cosignature begins with its time')
  const time = bytes.subarray(0, 8).reduce((n, b) => n * 256n + BigInt(b), 0n)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) throw new ProofError('malformed-number', 'time of a cosignature is out of range')
  return { time: Number(time), signature: bytes.subarray(8) }
}
