import { createHash } from 'node:crypto'
import { mkdir, open, rename, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readSealed } from './cipher.ts'
import { BrokenBackup, type Base, type Item, type Line, type Repository } from './repository.ts'

/**
 * Cuts the stream of a base backup into its files by the signed list and checks each size and hash. `to`: writes them below this
 * folder; absent = only checks. Throws BrokenBackup at the first that differs.
 */
export async function unpackBase(repository: Repository, base: Base, to?: string): Promise<void> {
  const file = join(repository.dir, 'base', base.id, 'data.enc')
  if (to) for (const folder of base.folders) await mkdir(join(to, folder), { recursive: true, mode: 0o700 })
  const written = await readSealed(file, repository.key, `base/${base.id}`, async (plain) => {
    let i = -1
    let left = 0
    let hash = createHash('sha256')
    let out: FileHandle | undefined
    const finish = async (item: Item): Promise<void> => {
      if (hash.digest('hex') !== item.sha256) throw new BrokenBackup(`基础备份 ${base.id} 中的 ${item.path} 与清单不符`)
      await out?.close()
      out = undefined
    }
    const next = async (): Promise<void> => {
      do {
        if (i >= 0) await finish(base.items[i]!)
        if (++i === base.items.length) return
        const item = base.items[i]!
        if (item.path.split('/').includes('..')) throw new BrokenBackup(`基础备份 ${base.id} 的清单里有不允许的路径`)
        left = item.size
        hash = createHash('sha256')
        if (to) out = await open(join(to, item.path), 'wx', 0o600)
      } while (!left)
    }
    try {
      await next()
      for await (let chunk of plain) {
        while (chunk.length) {
          if (i === base.items.length) throw new BrokenBackup(`基础备份 ${base.id} 比清单长`)
          const part = chunk.subarray(0, left)
          hash.update(part)
          if (out) await out.write(part)
          left -= part.length
          chunk = chunk.subarray(part.length)
          if (!left) await next()
        }
      }
      if (i < base.items.length) throw new BrokenBackup(`基础备份 ${base.id} 比清单短`)
    } finally {
      await out?.close()
    }
  })
  if (written.sha256 !== base.data.sha256) throw new BrokenBackup(`基础备份 ${base.id} 的数据与清单不符`)
}

/** decrypts one WAL segment or upload; `to`: where it goes (an upload's path comes out of the file itself) */
export async function unpackLine(repository: Repository, line: Exclude<Line, { kind: 'pass' }>, segmentBytes: number | undefined, to?: string): Promise<void> {
  const file = join(repository.dir, line.kind === 'wal' ? 'wal' : 'files', `${line.name}.enc`)
  if (!(await stat(file).catch(() => undefined))) throw new BrokenBackup(`备份里缺少 ${file}`)
  let size = 0
  const written = await readSealed(file, repository.key, `${line.kind}/${line.name}`, async (plain) => {
    let head: Buffer | undefined = line.kind === 'wal' ? undefined : Buffer.alloc(0)
    let out: FileHandle | undefined
    const draft = to && join(to, `${line.name}.part`)
    let final = to && join(to, line.name)
    if (draft) {
      await mkdir(to, { recursive: true, mode: 0o700 })
      out = await open(draft, 'w', 0o600)
    }
    try {
      for await (let chunk of plain) {
        if (head) {
          head = Buffer.concat([head, chunk])
          const end = head.indexOf(10)
          if (end < 0) continue
          const path = head.toString('utf8', 0, end)
          if (repository.nameOf(path) !== line.name || path.split('/').includes('..')) throw new BrokenBackup(`备份文件 ${file} 的内容不是它的名字所说的`)
          final = to && join(to, path)
          chunk = head.subarray(end + 1)
          head = undefined
        }
        size += chunk.length
        await out?.write(chunk)
      }
    } finally {
      await out?.close()
    }
    if (head) throw new BrokenBackup(`备份文件 ${file} 不完整`)
    if (draft && final) {
      await mkdir(dirname(final), { recursive: true, mode: 0o700 })
      await rename(draft, final)
    }
  })
  if (written.sha256 !== line.sha256) throw new BrokenBackup(`备份文件 ${file} 与归档记录不符`)
  if (line.kind === 'wal' && segmentBytes && size !== segmentBytes) throw new BrokenBackup(`日志 ${line.name} 的长度不对`)
}

export interface Verified { bases: number; items: number; segments: number; files: number; bytes: number; from: string | null; to: string | null }

/** Decrypts everything in the folder and checks every signature, hash and the chain of archive lines. Throws BrokenBackup or Unreadable at the first fault. */
export async function verifyRepository(repository: Repository, say: (what: string) => void = () => {}): Promise<Verified> {
  const bases = repository.bases()
  const lines = repository.lines()
  const out: Verified = { bases: bases.length, items: 0, segments: 0, files: 0, bytes: 0, from: bases[0]?.stoppedAt ?? null, to: lines.findLast((l) => l.kind === 'pass')?.pass ?? null }
  for (const base of bases) {
    await unpackBase(repository, base)
    out.items += base.items.length
    out.bytes += base.data.bytes
    say(`基础备份 ${base.id}：${base.items.length} 个文件`)
  }
  for (const line of lines) {
    if (line.kind === 'pass') continue
    await unpackLine(repository, line, bases[0]?.segmentBytes)
    out.bytes += line.bytes
    if (line.kind === 'wal') out.segments++
    else out.files++
  }
  return out
}

