import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'

// Each file: magic, 32 bytes of salt, then frames of at most 1 MiB, each an AES-256-GCM message of its own: nothing of a frame is
// given on before its tag has been checked, and no file is too long for one nonce. The key of a file comes from the repository's
// key, its salt and its name (HKDF), so a file put in the place of another does not open. The nonce is the number of the
// frame and whether it is the last (the STREAM construction): frames left out, doubled or cut off do not open either.
const magic = Buffer.from('YCB1')
const frame = 1 << 20

/** The file was changed, cut off, belongs elsewhere, or the key is another one. */
export class Unreadable extends Error {
  constructor(readonly file: string) {
    super(`备份文件 ${file} 不能解密：内容被改动或损坏，或者密钥不对`)
    this.name = 'Unreadable'
  }
}

const keyOf = (key: Buffer, salt: Buffer, name: string) => Buffer.from(hkdfSync('sha256', key, salt, `yichuang backup ${name}`, 32))

function nonce(n: number, last: boolean): Buffer {
  const out = Buffer.alloc(12)
  out[0] = last ? 1 : 0
  out.writeUIntBE(n, 6, 6)
  return out
}

async function* seal(key: Buffer, name: string, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const salt = randomBytes(32)
  const own = keyOf(key, salt, name)
  yield Buffer.concat([magic, salt])
  let n = 0
  const message = (bytes: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', own, nonce(n++, last))
    const head = Buffer.alloc(4)
    head.writeUInt32BE(bytes.length + (last ? 0x80000000 : 0))
    return Buffer.concat([head, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }
  let waiting: Buffer[] = []
  let size = 0
  for await (const chunk of plain) {
    waiting.push(chunk)
    size += chunk.length
    while (size > frame) {
      const all = Buffer.concat(waiting)
      yield message(all.subarray(0, frame), false)
      waiting = [all.subarray(frame)]
      size -= frame
    }
  }
  yield message(Buffer.concat(waiting), true)
}

async function* unseal(key: Buffer, name: string, sealed: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0)
  let own: Buffer | undefined
  let n = 0
  let ended = false
  for await (const chunk of sealed) {
    held = held.length ? Buffer.concat([held, chunk]) : chunk
    if (!own) {
      if (held.length < 36) continue
      if (!held.subarray(0, 4).equals(magic)) throw new Unreadable(file)
      own = keyOf(key, held.subarray(4, 36), name)
      held = held.subarray(36)
    }
    while (held.length >= 4) {
      const head = held.readUInt32BE(0)
      const last = head >= 0x80000000
      const length = last ? head - 0x80000000 : head
      if (ended || length > frame) throw new Unreadable(file)
      if (held.length < 4 + length + 16) break
      const decipher = createDecipheriv('aes-256-gcm', own, nonce(n++, last))
      decipher.setAuthTag(held.subarray(4 + length, 20 + length))
      let plain: Buffer
      try {
        plain = Buffer.concat([decipher.update(held.subarray(4, 4 + length)), decipher.final()])
      } catch {
        throw new Unreadable(file)
      }
      held = held.subarray(20 + length)
      ended = last
      yield plain
    }
  }
  if (!ended || held.length) throw new Unreadable(file)
}

export interface Written { bytes: number; sha256: string }

/**
 * Packs (gzip) and encrypts a stream into `file`, durably: the file appears under its name when it is whole. `name` is bound into
 * the key. @returns size and hash of what lies on the disk
 */
export async function writeSealed(file: string, key: Buffer, name: string, plain: AsyncIterable<Buffer>): Promise<Written> {
  const draft = `${file}.part`
  const out = await open(draft, 'w', 0o600)
  const hash = createHash('sha256')
  let bytes = 0
  try {
    await pipeline(Readable.from(plain), createGzip({ level: 1, chunkSize: 1 << 18 }), (packed: AsyncIterable<Buffer>) => seal(key, name, packed), async (sealed: AsyncIterable<Buffer>) => {
      for await (const chunk of sealed) {
        hash.update(chunk)
        bytes += chunk.length
        await out.write(chunk)
      }
    })
    await out.sync()
    await out.close()
    await rename(draft, file)
    await syncFolder(file)
  } catch (error) {
    await out.close().catch(() => {})
    await rm(draft, { force: true })
    throw error
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** The plain bytes of a file, in order, to `take`. @returns size and hash of the file as it lies there; throws Unreadable */
export async function readSealed(file: string, key: Buffer, name: string, take: (plain: AsyncIterable<Buffer>) => Promise<void>): Promise<Written> {
  const hash = createHash('sha256')
  let bytes = 0
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  try {
    await pipeline(counted, (sealed: AsyncIterable<Buffer>) => unseal(key, name, sealed, file), createGunzip({ chunkSize: 1 << 18 }), (plain: AsyncIterable<Buffer>) => take(plain))
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('Z_')) throw new Unreadable(file)
    throw error
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** makes a name that was just given durable, where the system lets a folder be opened */
export async function syncFolder(file: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(file.slice(0, file.lastIndexOf('/')) || '/', 'r')
  await folder.sync().finally(() => folder.close())
}
