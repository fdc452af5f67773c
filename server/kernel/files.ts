import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileLimit, type FileRef } from '../../contract/files.ts'
import type { Clock } from './clock.ts'
import { instant } from './clock.ts'
import { crashPoint } from './crashPoint.ts'
import type { Db, Queryable } from './db.ts'
import { BadInput, Busy, NotFound, ownFinding } from './http/errors.ts'
import type { Ctx } from './http/context.ts'
import { sniff } from './http/sniff.ts'

/** A stored file as modules see it; `salt` is for the commitment in the journal (settled.md 23). */
export interface StoredFile extends FileRef { owner: string; salt: Buffer | null }

/** Says whether this caller may do it with a file of somebody else: a helper with an assistance, a clerk with a case. */
export type FileRight = (ctx: Ctx, file: { owner: string; sha256: string }) => Promise<boolean>

export interface Files {
  /**
   * Stores what comes, under its owner (nothing is shared across people), and answers only after file, folder and row are
   * durable. With `sha256` the content must have it. Refuses 413 above 20 MB and 422 for a type that is not on the list or a
   * digest that does not fit. Twice the same is once.
   */
  receive(owner: string, bytes: Readable, expected: { sha256?: string; name?: string }): Promise<StoredFile>
  /** what is stored of these; missing ones are left out */
  find(owner: string, sha256: readonly string[], on?: Queryable): Promise<StoredFile[]>
  /** the bytes; refuses NotFound */
  read(owner: string, sha256: string): Promise<{ file: StoredFile; bytes: Readable }>
  /** one's own always; of others when a registered right says so; refuses NotFound */
  mustAllow(what: 'read' | 'write', ctx: Ctx, file: { owner: string; sha256: string }): Promise<void>
  /** hall and casework register what helpers and desks may; nobody registered = nobody may */
  allow(what: 'read' | 'write', right: FileRight): void
  /** removes what uploads left behind that broke off more than a day ago */
  sweep(): Promise<number>
}

interface Row { owner: string; sha256: Buffer; size: number; type: string; name: string; salt: Buffer | null }
const stored = (r: Row): StoredFile => ({ owner: r.owner, sha256: r.sha256.toString('hex'), size: Number(r.size), type: r.type, name: r.name, salt: r.salt })

export function createFiles({ db, city, clock, folder }: { db: Db; city: string; clock: Pick<Clock, 'real'>; folder: string }): Files {
  const rights: Record<'read' | 'write', FileRight[]> = { read: [], write: [] }
  const incoming = join(folder, 'incoming')
  const placeOf = (owner: string, sha256: string) => join(folder, owner, sha256.slice(0, 2), sha256)

  async function find(owner: string, sha256: readonly string[], on: Queryable = db): Promise<StoredFile[]> {
    const { rows } = await on.query<Row>(`select owner, sha256, size, type, name, salt from kernel.file where city = $1 and owner = $2 and sha256 = any($3::bytea[])`,
      [city, owner, sha256.map((s) => Buffer.from(s, 'hex'))])
    return rows.map(stored)
  }

  return {
    find,
    allow: (what, right) => void rights[what].push(right),
    async mustAllow(what, ctx, file) {
      if (ctx.session && file.owner === ctx.session.person) return
      for (const right of rights[what]) if (await right(ctx, file)) return
      throw new NotFound()
    },
    async receive(owner, bytes, expected) {
      const temporary = join(incoming, randomUUID())
      try {
        const { sha256, size } = await spool(bytes, temporary)
        if (expected.sha256 && expected.sha256 !== sha256) throw wrongDigest()
        const type = await sniff(temporary, size)
        if (!type) throw wrongType()
        const place = placeOf(owner, sha256)
        crashPoint('file.arrived')
        await durably(temporary, place)
        crashPoint('file.placed')
        await db.query(
          `insert into kernel.file (city, owner, sha256, size, type, name, salt, created) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
          [city, owner, Buffer.from(sha256, 'hex'), size, type, expected.name ?? '', randomBytes(32), instant(clock.real())])
        crashPoint('file.recorded')
        const [file] = await find(owner, [sha256])
        if (!file) throw new Error('a file row that was just written is not there')
        return file
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new Busy(503, 'E-STORAGE', '服务器存储空间不足，文件没有保存，请稍后再试', 60)
        throw error
      } finally {
        await rm(temporary, { force: true })
      }
    },
    async read(owner, sha256) {
      const [file] = await find(owner, [sha256])
      if (!file) throw new NotFound()
      return { file, bytes: createReadStream(placeOf(owner, sha256)) }
    },
    async sweep() {
      const names = await readdir(incoming).catch(() => [])
      let removed = 0
      for (const name of names) {
        const path = join(incoming, name)
        const found = await stat(path).catch(() => undefined)
        if (found && clock.real() - found.mtimeMs > 24 * 3_600_000) await unlink(path).then(() => removed++, () => {})
      }
      return removed
    },
  }
}

/** how much of a file that is too large is still read, so that its sender hears the sentence instead of a broken connection */
const drained = 3 * fileLimit

async function spool(bytes: Readable, path: string): Promise<{ sha256: string; size: number }> {
  await mkdir(dirname(path), { recursive: true })
  const hash = createHash('sha256')
  let size = 0
  const out = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > drained) break
      if (size > fileLimit) continue
      hash.update(chunk)
      await out.write(chunk)
    }
    if (size > fileLimit) throw tooLarge(size > drained ? undefined : size)
    if (!size) throw new BadInput('文件是空的，请重新选择', { code: 'E-FILE-EMPTY' })
    await out.sync()
  } finally {
    await out.close()
  }
  return { sha256: hash.digest('hex'), size }
}

/** into place, and the names on the way to it too: after a power cut the file is there or was never answered */
async function durably(from: string, to: string): Promise<void> {
  const folder = dirname(to)
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  await rename(from, to)
  await syncFolder(folder)
  if (!made) return
  for (let up = dirname(folder); up.length >= dirname(made).length; up = dirname(up)) await syncFolder(up)
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const megabytes = (n: number) => (n / 1024 / 1024).toFixed(n % (1024 * 1024) ? 1 : 0)

function tooLarge(size: number | undefined): BadInput {
  const message = `文件${size ? `有 ${megabytes(size)} MB，` : ''}超过 ${megabytes(fileLimit)} MB 的上限，没有保存。请压缩、降低扫描分辨率或分成几个文件后重新上传`
  return new BadInput(message, { status: 413, code: 'E-FILE-SIZE', findings: [ownFinding('kernel/files#size', 'E-FILE-SIZE', message)] })
}
function wrongType(): BadInput {
  const message = '不接受这种文件。可以上传 PDF、OFD、PNG、JPG、WebP 图片、Word（docx）、Excel（xlsx）和纯文本'
  return new BadInput(message, { code: 'E-FILE-TYPE', findings: [ownFinding('kernel/files#type', 'E-FILE-TYPE', message)] })
}
function wrongDigest(): BadInput {
  const message = '文件在传输中发生了变化（摘要不一致），没有保存。请重新上传'
  return new BadInput(message, { code: 'E-FILE-DIGEST', findings: [ownFinding('kernel/files#digest', 'E-FILE-DIGEST', message)] })
}
