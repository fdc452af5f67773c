import { createHash, createHmac, createPrivateKey, createPublicKey, randomBytes, scryptSync, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { canonical } from '../../../proof/canonical.ts'
import { replaceFile } from '../lasting.ts'
import { secretKey } from '../secret.ts'

/** One file of a base backup, as it was read: hash and size before packing. */
export interface Item { path: string; size: number; sha256: string }

/** What a base backup consists of; lies beside it, signed. */
export interface Base {
  v: 1
  id: string
  /** system identifier of the PostgreSQL cluster */
  system: string
  major: number
  timeline: number
  startWal: string
  stopWal: string
  segmentBytes: number
  startedAt: string
  stoppedAt: string
  folders: string[]
  items: Item[]
  data: { bytes: number; sha256: string }
}

/** One line of what has been archived since: a WAL segment, an uploaded file, or the end of a pass. Signed, and chained by `prev`. */
export type Line =
  | { kind: 'wal'; name: string; bytes: number; sha256: string; timeline: number; pass: string; prev: string }
  | { kind: 'file'; name: string; bytes: number; sha256: string; pass: string; prev: string }
  /** every commit up to `pass` is in what stands above; `idle`: nothing had been committed since the pass before */
  | { kind: 'pass'; pass: string; system: string; timeline: number; snapshot: string; idle: boolean; prev: string }

type Without<T> = T extends unknown ? Omit<T, 'prev'> : never
export type NewLine = Without<Line>

/** A folder with base backups, WAL and uploads, all encrypted; opened with its key. */
export interface Repository {
  dir: string
  key: Buffer
  /** SHA-256 of the public key that signs here, first 16 hex digits: to be compared with what was written down */
  signer: string
  bases(): Base[]
  writeBase(base: Base): void
  /** all lines, signatures and chain checked; throws BrokenBackup */
  lines(): Line[]
  append(line: NewLine): Promise<void>
  /** name under which an upload lies here: says nothing of owner or content to who has not the key */
  nameOf(path: string): string
}

/** The backup cannot be trusted or read; the sentence says where. */
export class BrokenBackup extends Error {
  override name = 'BrokenBackup'
}

interface Head { v: 1; salt: string; check: string; signer: string }

/** keys/backup.key is a key of ours; anything else is a passphrase */
function keyFrom(text: string, salt: Buffer): Buffer {
  try {
    const kept = JSON.parse(text) as { key?: string }
    if (typeof kept.key === 'string') return Buffer.from(kept.key, 'base64')
  } catch { /* a passphrase */ }
  const phrase = text.trim().normalize('NFC')
  if ([...phrase].length < 12) throw new Error('备份口令至少要有 12 个字符')
  return scryptSync(phrase, salt, 32, { N: 1 << 15, r: 8, p: 1, maxmem: 1 << 26 })
}

const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const signingKey = (keys: string): KeyObject => createPrivateKey({ key: Buffer.concat([pkcs8, secretKey(keys, 'backup-signing')]), format: 'der', type: 'pkcs8' })

interface OpenRepository {
  dir: string
  /** file with a passphrase, or keys/backup.key of the installation */
  keyFile: string
  /** `keys` of the installation that writes here; absent = only read */
  keys?: string
}

/**
 * Opens a backup folder; makes it when `keys` is given and nothing lies there. Refuses another key (sentence), and writing with
 * another signing key than the folder was begun with.
 */
export function openRepository(o: OpenRepository): Repository {
  const file = join(o.dir, 'repository.json')
  const own = o.keys ? signingKey(o.keys) : undefined
  const ownPublic = own && (createPublicKey(own).export({ format: 'der', type: 'spki' }) as Buffer).toString('base64')
  if (o.keys && o.keyFile === join(o.keys, 'backup.key')) secretKey(o.keys, 'backup')
  let text: string
  try {
    text = readFileSync(o.keyFile, 'utf8')
  } catch {
    throw new Error(`读不到备份密钥 ${o.keyFile}。请用 --key 指明密钥或口令文件`)
  }
  if (!existsSync(file)) {
    if (!ownPublic) throw new BrokenBackup(`${o.dir} 不是备份目录：没有 repository.json`)
    if (existsSync(o.dir) && readdirSync(o.dir).length) throw new Error(`${o.dir} 不是备份目录，又不是空的。请另选一个目录`)
    const salt = randomBytes(32)
    for (const name of ['base', 'wal', 'files']) mkdirSync(join(o.dir, name), { recursive: true, mode: 0o700 })
    const head: Head = { v: 1, salt: salt.toString('base64'), check: checkOf(keyFrom(text, salt)), signer: ownPublic }
    replaceFile(file, JSON.stringify(head, null, 2) + '\n')
  }
  const head = JSON.parse(readFileSync(file, 'utf8')) as Head
  const key = keyFrom(text, Buffer.from(head.salt, 'base64'))
  if (!timingSafeEqual(Buffer.from(checkOf(key), 'hex'), Buffer.from(head.check, 'hex'))) throw new BrokenBackup(`密钥 ${o.keyFile} 不是这个备份目录的密钥`)
  if (ownPublic && ownPublic !== head.signer) throw new Error(`备份目录 ${o.dir} 由另一处安装签名。请换一个目录`)
  const spki = Buffer.from(head.signer, 'base64')
  const signer = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  const signed = (value: object): string => {
    if (!own) throw new Error('没有签名密钥，不能写备份')
    return JSON.stringify({ ...value, sig: sign(null, Buffer.from(canonical(value)), own).toString('base64') })
  }
  const checked = <T>(line: string, where: string): T => {
    const { sig, ...value } = parsed(line, where)
    if (typeof sig !== 'string' || !verify(null, Buffer.from(canonical(value)), signer, Buffer.from(sig, 'base64'))) throw new BrokenBackup(`${where} 的签名不对：内容被改动过`)
    return value as T
  }
  const archive = join(o.dir, 'archive.jsonl')
  const read = (): Line[] => {
    if (!existsSync(archive)) return []
    const rows = readFileSync(archive, 'utf8').split('\n')
    rows.pop() // after the last line end: nothing, or what a crash left of a line
    let prev = ''
    return rows.map((row, i) => {
      const line = checked<Line>(row, `archive.jsonl 第 ${i + 1} 行`)
      if (line.prev !== prev) throw new BrokenBackup(`archive.jsonl 第 ${i + 1} 行与前一行接不上：有行被删去或调换`)
      prev = hashOf(row)
      return line
    })
  }
  return {
    dir: o.dir, key, signer: createHash('sha256').update(spki).digest('hex').slice(0, 16),
    bases: () => readdirSync(join(o.dir, 'base')).filter((n) => !n.endsWith('.part')).sort()
      .map((id) => checked<Base>(readFileSync(join(o.dir, 'base', id, 'manifest.json'), 'utf8'), `基础备份 ${id} 的清单`)),
    writeBase: (base) => replaceFile(join(o.dir, 'base', `${base.id}.part`, 'manifest.json'), signed(base)),
    lines: read,
    async append(line) {
      let prev = ''
      if (existsSync(archive)) {
        const all = readFileSync(archive)
        const end = all.lastIndexOf(10) + 1
        if (end < statSync(archive).size) truncateSync(archive, end)
        if (end) prev = hashOf(all.toString('utf8', all.lastIndexOf(10, end - 2) + 1, end - 1))
      }
      const out = await open(archive, 'a', 0o600)
      try {
        await out.write(signed({ ...line, prev }) + '\n')
        await out.sync()
      } finally {
        await out.close()
      }
    },
    nameOf: (path) => createHmac('sha256', key).update(path).digest('hex').slice(0, 40),
  }
}

const checkOf = (key: Buffer) => createHmac('sha256', key).update('yichuang backup key').digest('hex')
const hashOf = (row: string) => createHash('sha256').update(row).digest('hex')

function parsed(line: string, where: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    throw new BrokenBackup(`${where} 读不懂：内容被改动或损坏`)
  }
}
